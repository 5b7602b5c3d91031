using System.Reflection;

namespace DigitLab.EndToEnd.Tests.PublicApi;

/// <summary>What packages offer is listed beside this test, so that a change of it is seen and meant.</summary>
public class PublicApiTests
{
    [Theory]
    [InlineData("DigitLab.Neural")]
    [InlineData("DigitLab.Imaging")]
    [InlineData("DigitLab")]
    [InlineData("DigitLab.Onnx")]
    public void The_public_API_is_as_listed(string assembly)
    {
        string path = Path.Combine(DotNet.Root, "tests", "DigitLab.EndToEnd.Tests", "PublicApi", $"{assembly}.txt");
        string now = ApiText.Of(Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll")));
        if (Environment.GetEnvironmentVariable("DIGITLAB_LIST_API") is { Length: > 0 })
        {
            File.WriteAllText(path, now);
        }

        string[] listed = File.ReadAllLines(path), offered = now.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        string hint = "If this is meant, list it anew: DIGITLAB_LIST_API=1 dotnet test -c Release tests/DigitLab.EndToEnd.Tests --filter PublicApi, and say in CHANGELOG.md what changed.";
        Assert.True(listed.SequenceEqual(offered), $"{assembly}: gone: {First(listed.Except(offered))}; new: {First(offered.Except(listed))}. {hint}");
    }

    private static string First(IEnumerable<string> lines) => string.Join(" | ", lines.Take(5).Select(line => line.Trim()).DefaultIfEmpty("nothing"));
}
