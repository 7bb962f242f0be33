using System.Globalization;
using OptaOps.Accuracy;

// The other end of the wires and the browser are in processes of their own, so that they share nothing with the measuring one but the machine.
return args switch
{
    ["peer"] => StampingPeer.Run(),
    ["pages", var address, .. var paths] => await OpenPages.RunAsync(address, paths),
    [var rounds] => await AccuracyReport.WriteAsync(Console.Out, double.Parse(rounds, CultureInfo.InvariantCulture)),
    _ => await AccuracyReport.WriteAsync(Console.Out, 1),
};
