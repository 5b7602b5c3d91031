namespace DigitLab.EndToEnd.Tests.Docs;

/// <summary>The guide's code, taken out of its pages, compiled together and run page by page.</summary>
/// <param name="guide">Compiled once.</param>
public class GuideTests(CompiledGuide guide) : IClassFixture<CompiledGuide>
{
    public static TheoryData<string> Pages => [.. CompiledGuide.Pages.Select(Path.GetFileNameWithoutExtension).OfType<string>()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_pages_code_prints_what_the_page_says(string page)
    {
        List<(string Language, string Text)> blocks = Markdown.Blocks(CompiledGuide.PathOf(page));
        string[] expected = [.. blocks.Where(block => block.Language == "output").SelectMany(block => block.Text.Split('\n'))];

        string[] printed = guide.Run(page).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(expected);
        Assert.Empty(expected.Except(printed));
    }

    [Fact]
    public void Every_page_is_listed_and_every_link_leads_somewhere()
    {
        string[] listed = [.. LinksOf("README")];

        Assert.Empty(CompiledGuide.Pages.Select(Path.GetFileName).Except(listed));
        foreach (string page in (string[])[.. CompiledGuide.Pages.Select(page => Path.GetFileNameWithoutExtension(page)!), "README"])
        {
            Assert.All(LinksOf(page), link => Assert.True(File.Exists(Path.Combine(CompiledGuide.Folder, link)), $"{page}.md: {link} is not there."));
        }
    }

    private static IEnumerable<string> LinksOf(string page) => File.ReadAllText(CompiledGuide.PathOf(page)).Split("](").Skip(1).Select(part => part[..part.IndexOf(')', StringComparison.Ordinal)]);
}
