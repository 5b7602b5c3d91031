using System.Diagnostics;
using System.IO.Compression;
using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.EndToEnd.Tests.Packages;

/// <summary>The packages, as somebody gets them who has nothing else: from a folder, in a fresh project, offline.</summary>
/// <param name="packages">Packed once for all tests.</param>
public class PackagesTests(PackedFolder packages) : IClassFixture<PackedFolder>
{
    [Theory]
    [InlineData("DigitLab.Neural", "Console.WriteLine", "learned")]
    [InlineData("DigitLab", "Recognize", "7, ")]
    [InlineData("DigitLab.Onnx", "OnnxImport", "small [28, 28, 1] → [10], 1554 weights")]
    public void A_readmes_snippet_runs_in_a_fresh_project(string package, string call, string output)
    {
        string snippet = Markdown.Blocks(Path.Combine(DotNet.Root, "src", package, "README.md")).Single(block => block.Language == "csharp").Text;
        Assert.Contains(call, snippet);
        using var folder = new WorkFolder();
        packages.WriteProject(folder, package);
        File.WriteAllText(folder.Of("Program.cs"), snippet);
        DrawSeven(folder.Of("seven.png"));

        Assert.Contains(output, DotNet.Run(folder.Path, "run", "-c", "Release"));
    }

    [Fact]
    public void The_tool_is_installed_from_the_folder_and_runs()
    {
        using var folder = new WorkFolder();
        packages.WriteConfiguration(folder);
        DotNet.Run(folder.Path, "tool", "install", "DigitLab.Cli", "--tool-path", folder.Of("tools"), "--configfile", folder.Of("nuget.config"), "--version", packages.Version);

        string program = folder.Of(OperatingSystem.IsWindows() ? "tools/digitlab.exe" : "tools/digitlab");
        DrawSeven(folder.Of("seven.png"));
        var start = new ProcessStartInfo(program, ["recognize", "seven.png"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath);   // where these tests' own runtime is
        using Process tool = Process.Start(start)!;
        Assert.Contains("seven.png: 7 ", tool.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_recognizer_is_a_small_package_with_all_that_it_needs()
    {
        const long Most = 4_000_000;
        long bytes = new[] { "DigitLab", "DigitLab.Neural" }.Sum(package => new FileInfo(packages.Of($"{package}.{packages.Version}.nupkg")).Length);

        Assert.True(bytes <= Most, $"{bytes:N0} bytes");
    }

    [Theory]
    [InlineData("DigitLab.Neural", "lib/net10.0/DigitLab.Neural.dll lib/net10.0/DigitLab.Neural.xml README.md icon.png")]
    [InlineData("DigitLab", "lib/net10.0/DigitLab.dll lib/net10.0/DigitLab.xml lib/net10.0/DigitLab.Imaging.dll lib/net10.0/DigitLab.Imaging.xml README.md icon.png")]
    [InlineData("DigitLab.Onnx", "lib/net10.0/DigitLab.Onnx.dll lib/net10.0/DigitLab.Onnx.xml README.md icon.png")]
    [InlineData("DigitLab.Cli", "README.md icon.png")]
    public void A_package_has_its_assemblies_documentation_readme_and_icon(string package, string files) =>
        Assert.Empty(files.Split(' ').Except(packages.Entries($"{package}.{packages.Version}.nupkg")));

    [Theory]
    [InlineData("DigitLab.Neural", "lib/net10.0/DigitLab.Neural.pdb")]
    [InlineData("DigitLab", "lib/net10.0/DigitLab.pdb lib/net10.0/DigitLab.Imaging.pdb")]
    [InlineData("DigitLab.Onnx", "lib/net10.0/DigitLab.Onnx.pdb")]
    public void A_library_has_a_package_of_symbols(string package, string files) =>
        Assert.Empty(files.Split(' ').Except(packages.Entries($"{package}.{packages.Version}.snupkg")));

    [Fact]
    public void Assemblies_do_not_name_the_folder_in_which_they_were_built()
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.Of($"DigitLab.Neural.{packages.Version}.nupkg"));
        using var content = new MemoryStream();
        using (Stream assembly = archive.GetEntry("lib/net10.0/DigitLab.Neural.dll")!.Open())
        {
            assembly.CopyTo(content);
        }

        Assert.True(content.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(DotNet.Root)) < 0);
    }

    private static void DrawSeven(string path)
    {
        byte[] pixels = new byte[28 * 28];
        int number = 0;
        while (SyntheticDigits.Draw(seed: 5, number, pixels) != 7)
        {
            number++;
        }

        PictureFile.SavePng(path, new GrayImage(28, 28, pixels));
    }
}
