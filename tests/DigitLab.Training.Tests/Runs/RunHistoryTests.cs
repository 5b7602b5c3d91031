namespace DigitLab.Training.Tests;

public sealed class RunHistoryTests
{
    private static readonly EpochRecord[] Epochs =
    [
        new(1, 0.1 + 0.2, 0.5, 1e-300, 0.75, 0.001, 1.5, 1234),
        new(2, 2, 1, null, null, 4e-8, 0.125, 10),
    ];

    [Fact]
    public void A_history_has_a_heading_and_a_line_for_each_epoch() => Assert.Equal(
        """
        epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,learning_rate,seconds,digits_per_second
        1,0.30000000000000004,0.5,1E-300,0.75,0.001,1.500,1234
        2,2,1,,,4E-08,0.125,10

        """,
        RunHistory.ToCsv(Epochs));

    [Fact]
    public void A_history_survives_its_file()
    {
        Assert.Equal(Epochs, RunHistory.Parse(RunHistory.ToCsv(Epochs), "history.csv"));
        Assert.Equal(Epochs, RunHistory.Parse(RunHistory.ToCsv(Epochs).Replace("\n", "\r\n", StringComparison.Ordinal), "history.csv"));
        Assert.Empty(RunHistory.Parse(RunHistory.ToCsv([]), "history.csv"));
    }

    [Theory]
    [InlineData("", "history.csv, line 1: expected the heading epoch,")]
    [InlineData("1,2,3", "history.csv, line 1: expected the heading epoch,")]
    [InlineData("HEADING\n1,2,3", "history.csv, line 2: expected 8 fields, got 3.")]
    [InlineData("HEADING\n1,2,3,,,5,6,7\n2,2,x,,,5,6,7", "history.csv, line 3: expected a number, got \"x\".")]
    [InlineData("HEADING\n1.5,2,3,,,5,6,7", "history.csv, line 2: expected a number, got \"1.5\".")]
    public void What_is_no_history_is_refused_with_its_line(string text, string sentence)
    {
        string csv = text.Replace("HEADING", RunHistory.ToCsv([]).TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith(sentence, Assert.Throws<InvalidDataException>(() => RunHistory.Parse(csv, "history.csv")).Message, StringComparison.Ordinal);
    }
}
