using System.Diagnostics;
using System.Text.Json;

namespace DigitLab.EndToEnd.Tests;

/// <summary>The real program in a process of its own: what it printed and returned.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static ProgramRun Of(string folder, params string[] arguments) => Of(folder, [], arguments);

    public static ProgramRun Of(string folder, (string Name, string? Value)[] environment, params string[] arguments) => Of(Start(folder, environment, arguments), arguments);

    /// <summary>The same with the system's cultures, which the program is built without.</summary>
    public static ProgramRun WithCultures(string folder, (string Name, string? Value)[] environment, params string[] arguments)
    {
        string own = Path.Combine(AppContext.BaseDirectory, "DigitLab.Cli.runtimeconfig.json"), other = Path.Combine(folder, "cultures.runtimeconfig.json");
        File.WriteAllText(other, File.ReadAllText(own).Replace("\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal).Replace("\"System.Globalization.PredefinedCulturesOnly\": true", "\"System.Globalization.PredefinedCulturesOnly\": false", StringComparison.Ordinal));
        return Of(Start(new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", other]), folder, environment, arguments), arguments);
    }

    private static ProgramRun Of(Process started, string[] arguments)
    {
        using Process process = started;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"digitlab {string.Join(' ', arguments)} did not end.");
        }

        return new ProgramRun(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Starts the program without the data and settings of whoever runs the tests, unless the environment given says otherwise.</summary>
    public static Process Start(string folder, (string Name, string? Value)[] environment, params string[] arguments) =>
        Start(new ProcessStartInfo("dotnet"), folder, environment, arguments);

    /// <summary>The same for a program that hears Ctrl-C and a terminal's end also where the tests run in a shell's background or behind <c>nohup</c>, which ignore them.</summary>
    public static Process StartHearingSignals(string folder, (string Name, string? Value)[] environment, params string[] arguments) =>
        Start(new ProcessStartInfo("env", ["--default-signal=INT,HUP", "dotnet"]), folder, environment, arguments);

    private static Process Start(ProcessStartInfo start, string folder, (string Name, string? Value)[] environment, string[] arguments)
    {
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "DigitLab.Cli.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("DIGITLAB_DATA");
        start.Environment.Remove("DIGITLAB_QMNIST");
        start.Environment["XDG_CACHE_HOME"] = folder;
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
