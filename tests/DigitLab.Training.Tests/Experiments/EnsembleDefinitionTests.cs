namespace DigitLab.Training.Tests;

public sealed class EnsembleDefinitionTests
{
    [Fact]
    public void A_definition_says_whose_networks_vote_and_how()
    {
        EnsembleDefinition definition = EnsembleDefinition.Parse(
            """
            {
              // comments, and a comma too many, are passed over
              "description": "two", "of": ["zoo/a.json", "zoo/b.json"], "vote": "majority", "twoLevels": true, "views": 5,
              "aim": 99.8, "published": { "errors": 13, "source": "somebody" },
            }
            """,
            "zoo/ensembles/try.json");

        Assert.Equal(("try", "two", 99.8), (definition.Name, definition.Description, definition.Aim));
        Assert.Equal(["zoo/a", "zoo/b"], definition.Folders);
        Assert.Equal(new EnsembleSettings(VoteKind.Majority, TwoLevels: true, Views: 5), definition.Settings);
        Assert.Equal(new PublishedResult(13, "somebody"), definition.Published);
        Assert.Equal(new EnsembleSettings(), EnsembleDefinition.Parse("""{ "of": ["a.json"] }""", "try.json").Settings);
    }

    [Theory]
    [InlineData("[]", "try.json, of: expected the experiments whose networks vote")]
    [InlineData("""{ "base": { "model": "mlp" } }""", "try.json, of: expected the experiments whose networks vote")]
    [InlineData("""{ "of": """, "try.json, line 1, column ")]
    [InlineData("""{ "of": null }""", "try.json, of: expected a list of experiments' definitions, got null.")]
    [InlineData("""{ "of": [] }""", "try.json, of: expected a list of experiments' definitions, got [].")]
    [InlineData("""{ "of": "a.json" }""", "try.json, of: expected a list of experiments' definitions, got \"a.json\".")]
    [InlineData("""{ "of": ["a.json", 3] }""", "try.json, of[1]: expected a text in quotes, got 3.")]
    [InlineData("""{ "of": ["a.json", null] }""", "try.json, of[1]: expected an experiment's definition such as experiments/zoo/m3.json, got null.")]
    [InlineData("""{ "of": ["a.json", "b"] }""", "try.json, of[1]: expected an experiment's definition such as experiments/zoo/m3.json, got \"b\".")]
    [InlineData("""{ "of": ["a.json", "b.json", "a.json"] }""", "try.json, of[2]: a.json stands there already: its networks would vote twice.")]
    [InlineData("""{ "of": ["a.json"], "votes": "mean" }""", "try.json, votes: there is no such key: did you mean vote?")]
    [InlineData("""{ "of": ["a.json"], "vote": "loudest" }""", "try.json, vote: expected one of mean, majority, got \"loudest\".")]
    [InlineData("""{ "of": ["a.json"], "views": 3 }""", "try.json, views: Ensemble views: expected one of 1, 5, 9, got 3.")]
    [InlineData("""{ "of": ["a.json"], "aim": 0 }""", "try.json, aim: expected an accuracy in percent, above 0 and at most 100, got 0.")]
    public void A_mistake_is_named_with_its_place(string json, string sentence)
    {
        string message = Assert.Throws<InvalidDataException>(() => EnsembleDefinition.Parse(json, "try.json")).Message;

        Assert.StartsWith(sentence, message, StringComparison.Ordinal);
        Assert.Single(message.Split('\n'));
    }
}
