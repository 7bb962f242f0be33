using OptaOps.Web.Hosting;

return await StartGuard.RunAsync(args);
