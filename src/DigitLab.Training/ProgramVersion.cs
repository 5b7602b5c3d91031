using System.Reflection;

namespace DigitLab.Training;

/// <summary>Which program this is.</summary>
public static class ProgramVersion
{
    /// <summary>The commit that it was built from; null if it was built outside a repository.</summary>
    /// <remarks>The compiler's tools append it to the version: <c>0.1.0+11ebf7f…</c>. Changes that were not committed do not show.</remarks>
    public static string? Commit { get; } = typeof(ProgramVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, string commit] ? commit : null;
}
