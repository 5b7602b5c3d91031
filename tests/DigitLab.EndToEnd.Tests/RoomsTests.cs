using System.Reflection;

namespace DigitLab.EndToEnd.Tests;

/// <summary>The arrows between the rooms, as the design draws them: what a room may use, and nothing points back.</summary>
public class RoomsTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["DigitLab.Neural"] = [],
        ["DigitLab.Imaging"] = [],
        ["DigitLab.Data"] = ["DigitLab.Neural", "DigitLab.Imaging"],
        ["DigitLab.Zoo"] = ["DigitLab.Neural"],
        ["DigitLab"] = ["DigitLab.Neural", "DigitLab.Imaging"],
        ["DigitLab.Training"] = ["DigitLab.Zoo", "DigitLab.Data", "DigitLab.Neural"],
        ["DigitLab.Insight"] = ["DigitLab", "DigitLab.Training", "DigitLab.Zoo", "DigitLab.Data", "DigitLab.Neural", "DigitLab.Imaging"],
        ["DigitLab.Onnx"] = ["DigitLab.Neural"],
        ["DigitLab.Web"] = ["DigitLab", "DigitLab.Insight", "DigitLab.Training", "DigitLab.Zoo", "DigitLab.Data", "DigitLab.Imaging", "DigitLab.Neural"],
        ["DigitLab.Cli"] = ["DigitLab", "DigitLab.Web", "DigitLab.Insight", "DigitLab.Onnx", "DigitLab.Training", "DigitLab.Zoo", "DigitLab.Data", "DigitLab.Imaging", "DigitLab.Neural"],
    };

    private static readonly string[] PackagesOfTheProgram = ["System.CommandLine", "Spectre.Console"];

    public static TheoryData<string> Rooms => [.. Arrows.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_below_it(string room)
    {
        IEnumerable<string> used = ReferencesOf(room).Where(IsRoom);

        Assert.Empty(used.Except(Arrows[room]));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Only_the_program_and_its_formats_use_packages(string room)
    {
        IEnumerable<string> used = ReferencesOf(room).Where(name => !IsRoom(name) && !IsFramework(name));

        Assert.Empty(used.Except(room switch { "DigitLab.Cli" => PackagesOfTheProgram, "DigitLab.Onnx" => ["Google.Protobuf"], "DigitLab" => ["Microsoft.Extensions.DependencyInjection.Abstractions"], "DigitLab.Web" => ["Microsoft.AspNetCore.OpenApi", "Microsoft.OpenApi"], _ => [] }));
    }

    [Fact]
    public void Every_room_that_is_built_stands_in_the_plan()
    {
        IEnumerable<string> built = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Select(Path.GetFileNameWithoutExtension).OfType<string>();

        Assert.Equal(Arrows.Keys.Order(), built.Where(name => IsRoom(name) && !name.EndsWith(".Tests", StringComparison.Ordinal)).Order());
    }

    private static IEnumerable<string> ReferencesOf(string room) =>
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{room}.dll")).GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsRoom(string name) => name.StartsWith("DigitLab", StringComparison.OrdinalIgnoreCase);

    // .NET's own, and for the rooms of the web ASP.NET's, which lies beside it.
    private static bool IsFramework(string name) =>
        name is "netstandard" or "mscorlib"
        || new[] { typeof(object), typeof(Microsoft.AspNetCore.Builder.WebApplication) }
            .Any(type => File.Exists(Path.Combine(Path.GetDirectoryName(type.Assembly.Location)!, $"{name}.dll")));
}
