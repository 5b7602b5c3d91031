using DigitLab.Data;
using DigitLab.EndToEnd.Tests;

namespace DigitLab.Reliability.Tests.Numbers;

/// <summary>Digits from which little can be learned: said before the first epoch, and trained all the same.</summary>
public sealed class OddDigitsTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_kind_of_digit_that_is_missing_is_named()
    {
        Write(label => label is not (3 or 8));
        Says("Note: Among the 250 digits to learn from there is no 3 and no 8: the network will never give that answer; learn from more digits, or others.");
    }

    [Fact]
    public void Digits_of_one_kind_only_are_named()
    {
        Write(label => label == 7);
        Says("Note: All 250 digits to learn from are 7s: the network will answer so whatever it sees; learn from digits of all kinds.");
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_named()
    {
        Write(_ => true);
        Says("Note: A batch of 1,000 is more than the 250 digits to learn from: each epoch is one step; try a batch size of 25.", "-b", "1000");
    }

    [Theory]
    [InlineData("lenet5")]
    [InlineData("lenet53")]   // with batch normalization
    public void Blank_pictures_give_a_network_and_no_accident(string model)
    {
        Write(_ => true, isBlank: true);
        ProgramRun run = Train(model);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.DoesNotContain("NaN", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_digit_is_enough_to_train()
    {
        Write(_ => true);
        ProgramRun run = Train("lenet5", "-n", "1");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Note: All 1 digits", run.Output, StringComparison.Ordinal);
    }

    private void Says(string sentence, params string[] options)
    {
        ProgramRun run = Train("softmax", options);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains(sentence, run.Lines);
        Assert.True(Array.IndexOf(run.Lines, sentence) < Array.FindIndex(run.Lines, line => line.StartsWith("Epoch 1", StringComparison.Ordinal)));
    }

    private ProgramRun Train(string model, params string[] options) =>
        ProgramRun.Of(_work.Path, ["train", model, "--recipe", "quick", "-e", "2", "--validation", "50", "--data", "mnist", "--run", "run", .. options]);

    private void Write(Predicate<int> isKept, bool isBlank = false)
    {
        Directory.CreateDirectory(_work.Of("mnist"));
        Write(MnistFile.TrainImages, MnistFile.TrainLabels, 300, seed: 1);
        Write(MnistFile.TestImages, MnistFile.TestLabels, 50, seed: 2);

        void Write(MnistFile images, MnistFile labels, int count, ulong seed)
        {
            DigitDataset all = SyntheticDigits.Create(20 * count, seed);
            DigitDataset kept = all.Select([.. Enumerable.Range(0, all.Count).Where(i => isKept(all.Label(i))).Take(count)]);
            if (isBlank)
            {
                byte[] labelsOfAll = [.. Enumerable.Range(0, kept.Count).Select(kept.Label)];
                kept = new DigitDataset("blank", kept.Height, kept.Width, new byte[kept.Count * kept.Height * kept.Width], labelsOfAll);
            }

            IdxWriter.WriteImages(_work.Of($"mnist/{images.Name}"), kept);
            IdxWriter.WriteLabels(_work.Of($"mnist/{labels.Name}"), kept);
        }
    }
}
