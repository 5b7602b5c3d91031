using System.Text;

namespace DigitLab.EndToEnd.Tests.Docs;

/// <summary>A program made of the guide's pages: each page's blocks one after the other, those that are types beside them.</summary>
public sealed class CompiledGuide : IDisposable
{
    private static readonly string[] Rooms = ["DigitLab", "DigitLab.Neural", "DigitLab.Imaging", "DigitLab.Data", "DigitLab.Zoo", "DigitLab.Training", "DigitLab.Onnx"];

    private readonly WorkFolder _folder = new();

    public CompiledGuide()
    {
        foreach (string page in Pages)
        {
            File.WriteAllText(_folder.Of($"{ClassOf(Path.GetFileNameWithoutExtension(page))}.cs"), Source(page));
        }

        IEnumerable<string> cases = Pages.Select(page => Path.GetFileNameWithoutExtension(page)!).Select(page => $"    case \"{page}\": {ClassOf(page)}.Page.Run(); break;");
        File.WriteAllText(_folder.Of("Program.cs"), $"switch (args[0])\n{{\n{string.Join('\n', cases)}\n}}\n");
        File.WriteAllText(_folder.Of("Guide.csproj"), Project());
        DotNet.Run(_folder.Path, "build", "-c", "Release", "-o", _folder.Of("out"));
    }

    internal static string Folder { get; } = Path.Combine(DotNet.Root, "docs", "guide");

    internal static string[] Pages { get; } = [.. Directory.GetFiles(Folder, "*.md").Where(page => !page.EndsWith("README.md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    internal static string PathOf(string page) => Path.Combine(Folder, $"{page}.md");

    public void Dispose() => _folder.Dispose();

    internal string Run(string page) => DotNet.Run(_folder.Path, _folder.Of("out/Guide.dll"), page);

    // Usings first, then the statements as one method, then types.
    private static string Source(string page)
    {
        string[] blocks = [.. Markdown.Blocks(page).Where(block => block.Language == "csharp").Select(block => block.Text)];
        string[] lines = [.. blocks.Where(block => !IsType(block)).SelectMany(block => block.Split('\n'))];
        bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal);
        var source = new StringBuilder().AppendJoin('\n', lines.Where(IsUsing).Distinct());
        source.Append($"\n\nnamespace {ClassOf(Path.GetFileNameWithoutExtension(page))}\n{{\ninternal static class Page\n{{\ninternal static void Run()\n{{\n");
        source.AppendJoin('\n', lines.Where(line => !IsUsing(line))).Append("\n}\n}\n");
        return source.AppendJoin('\n', blocks.Where(IsType)).Append("\n}\n").ToString();
    }

    private static bool IsType(string block) => block.StartsWith("public ", StringComparison.Ordinal) || block.StartsWith("internal ", StringComparison.Ordinal);

    private static string ClassOf(string page) => $"Page_{page.Replace('-', '_')}";

    private static string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
            {string.Join("\n    ", Rooms.Append("Google.Protobuf").Select(room => $"<Reference Include=\"{room}\"><HintPath>{Path.Combine(AppContext.BaseDirectory, $"{room}.dll")}</HintPath></Reference>"))}
          </ItemGroup>
        </Project>
        """;
}
