using System.IO.Compression;

namespace DigitLab.EndToEnd.Tests.Packages;

/// <summary>All packages, packed into a folder from what is built.</summary>
public sealed class PackedFolder : IDisposable
{
    private static readonly string[] Packages = ["DigitLab.Neural", "DigitLab", "DigitLab.Onnx", "DigitLab.Cli"];

    private readonly WorkFolder _folder = new();
    private readonly WorkFolder _cache = new();

    public PackedFolder()
    {
        foreach (string package in Packages)
        {
            DotNet.Run(DotNet.Root, "pack", Path.Combine("src", package), "-c", DotNet.Configuration, "--no-build", "-o", _folder.Path);
        }

        string file = Path.GetFileName(Directory.GetFiles(_folder.Path, "DigitLab.Neural.*.nupkg").Single());
        Version = file["DigitLab.Neural.".Length..^".nupkg".Length];
    }

    internal string Version { get; }

    public void Dispose()
    {
        _folder.Dispose();
        _cache.Dispose();
    }

    internal string Of(string name) => _folder.Of(name);

    internal string[] Entries(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(Of(file));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>A configuration with the folder as the only source; what the packages need of others lies on this machine already.</summary>
    internal void WriteConfiguration(WorkFolder folder)
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(folder.Of("nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_cache.Path}" /></config>
              <packageSources><clear /><add key="packed" value="{_folder.Path}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{cache}" /></fallbackPackageFolders>
              <auditSources><clear /></auditSources>
            </configuration>
            """);
    }

    internal void WriteProject(WorkFolder folder, string package)
    {
        WriteConfiguration(folder);
        File.WriteAllText(folder.Of("Fresh.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="{Version}" /></ItemGroup>
            </Project>
            """);
    }
}
