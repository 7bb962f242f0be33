using OptaOps.Performance;

// One argument: a directory that keeps the generated database, to be looked at with OptaOps itself. Without it the database goes at the end.
return await PerformanceReport.WriteAsync(Console.Out, args is [var kept, ..] ? kept : null);
