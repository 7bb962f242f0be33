using OptaOps.Accuracy;

// "peer" is the other end of the wires, in a process of its own so that it shares nothing with the measuring one but the machine's clock.
return args is ["peer", ..] ? StampingPeer.Run() : await AccuracyReport.WriteAsync(Console.Out);
