using System.IO.Compression;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Whatever is wrong, the user gets one sentence and an exit code, never a stack trace.</summary>
public class BadInputTests
{
    private const int Failure = 1;
    private const int Usage = 2;

    [Theory]
    [InlineData("resnet", "There is no model \"resnet\"")]
    [InlineData("lenet", "did you mean lenet5?")]
    public void An_unknown_model(string name, string sentence) => Refused(Usage, sentence, "train", name);

    [Fact]
    public void Negative_epochs() => Refused(Usage, "maxEpochs: expected 1 to 1000000, got -1", "train", "lenet5", "-e", "-1");

    [Fact]
    public void A_number_that_is_none() => Refused(Usage, "abc", "train", "lenet5", "-e", "abc");

    [Theory]
    [InlineData("0,5")]   // not 5
    [InlineData("1,000")]
    [InlineData("٥")]
    public void A_number_written_otherwise(string number) => Refused(Usage, $"--learning-rate {number}: expected a number such as 0.5", "train", "lenet5", "--learning-rate", number);

    [Fact]
    public void An_unknown_option() => Refused(Usage, "--epochz", "train", "lenet5", "--epochz", "3");

    [Fact]
    public void An_unknown_schedule() => Refused(Usage, "one-cycle", "train", "lenet5", "--schedule", "zigzag");

    [Fact]
    public void An_unknown_optimizer() => Refused(Usage, "sgd", "train", "lenet5", "--optimizer", "magic");

    [Fact]
    public void An_unknown_loss() => Refused(Usage, "cross-entropy, hinge, squared-hinge or mse", "train", "lenet5", "--loss", "magic");

    [Fact]
    public void Smoothed_labels_without_cross_entropy() =>
        Refused(Usage, "--label-smoothing goes with the loss cross-entropy only", "train", "lenet5", "--loss", "hinge", "--label-smoothing", "0.1");

    [Fact]
    public void A_negative_weight_decay() => Refused(Usage, "Optimizer weightDecay", "train", "lenet5", "--weight-decay", "-1");

    [Fact]
    public void No_threads() => Refused(Usage, "1 to 1024", "train", "lenet5", "--threads", "0");

    [Fact]
    public void No_model() => Refused(Usage, "Which model?", "train");

    [Fact]
    public void Resuming_nothing() => Refused(Failure, "config.json", "train", "--resume", "--run", "nowhere");

    [Fact]
    public void An_output_that_cannot_be_written()
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder.Of("file"), "");

        Refused(folder, Failure, "file", "small", "-n", "50", "-s", "file/model.safetensors", "--dataset", "synthetic");
        Directory.CreateDirectory(folder.Of("a.safetensors"));
        Refused(folder, Failure, "expected a file, got a folder", "small", "-n", "50", "-s", "a.safetensors", "--dataset", "synthetic");
    }

    [Fact]
    public void MNIST_that_is_not_there() => Refused(Failure, "digitlab data download", "train", "lenet5", "--dataset", "mnist");

    [Fact]
    public void A_folder_without_MNIST() => Refused(Failure, "nowhere", "train", "lenet5", "--data", "nowhere");

    [Fact]
    public void Damaged_data_files()
    {
        RefusedData("the file is cut off", files => files["train-images-idx3-ubyte"] = files["train-images-idx3-ubyte"][..500]);
        RefusedData("is the name swapped?", files => files["train-images-idx3-ubyte"] = files["train-labels-idx1-ubyte"]);
        RefusedData("IDX magic", files => files["t10k-images-idx3-ubyte"] = [1, 2, 3, 4, .. files["t10k-images-idx3-ubyte"][4..]]);
        RefusedData("train-labels-idx1-ubyte", files => files["train-labels-idx1-ubyte"] = Labels(3));
        RefusedData("train-images-idx3-ubyte", files =>
        {
            byte[] gz = Gzip(files["train-images-idx3-ubyte"]);
            gz[gz.Length / 2] ^= 0xff;
            files["train-images-idx3-ubyte"] = gz;
        });
        RefusedData("t10k-labels-idx1-ubyte", files => files.Remove("t10k-labels-idx1-ubyte"));
    }

    [Fact]
    public void Damaged_model_files()
    {
        using var folder = new WorkFolder();
        string good = folder.Of("good.safetensors");
        Assert.Equal(0, ProgramRun.Of(folder.Path, "small", "-n", "50", "-e", "1", "-s", good, "--dataset", "synthetic").ExitCode);
        byte[] bytes = File.ReadAllBytes(good);

        Refused(folder, Failure, "there is no such file", "test", "-l", "missing.safetensors", "--dataset", "synthetic");
        File.WriteAllBytes(folder.Of("cut.safetensors"), bytes[..^100]);
        Refused(folder, Failure, "truncated", "test", "-l", "cut.safetensors", "--dataset", "synthetic");
        byte[] notANumber = [.. bytes];
        BitConverter.TryWriteBytes(notANumber.AsSpan(bytes.Length - 4), float.NaN);
        File.WriteAllBytes(folder.Of("nan.safetensors"), notANumber);
        Refused(folder, Failure, "NaN", "test", "-l", "nan.safetensors", "--dataset", "synthetic");
        Refused(folder, Failure, "expected the architecture", "train", "fast", "-l", good, "--dataset", "synthetic");
        File.WriteAllText(folder.Of("text.safetensors"), "this is no model");
        Refused(folder, Failure, "not a whole safetensors file", "test", "-l", "text.safetensors", "--dataset", "synthetic");
    }

    [Fact]
    public void Pictures_that_are_none()
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder.Of("text.png"), "I am not a picture.");
        Refused(folder, Failure, "text.png", "recognize", "text.png");
        Refused(folder, Failure, "there is no such file", "recognize", "missing.png");
        File.WriteAllText(folder.Of("empty.pgm"), "P2 0 0 255\n");
        Refused(folder, Failure, "empty.pgm", "recognize", "empty.pgm");
        File.WriteAllText(folder.Of("huge.pgm"), "P5 20000 20000 255\n");
        Refused(folder, Failure, "20000", "recognize", "huge.pgm");
        File.WriteAllText(folder.Of("blank.pgm"), $"P2 50 50 255\n{string.Join(' ', Enumerable.Repeat("255", 2500))}\n");
        Refused(folder, Failure, "blank.pgm", "recognize", "blank.pgm");
    }

    private static void Refused(int exitCode, string sentence, params string[] arguments)
    {
        using var folder = new WorkFolder();
        Refused(folder, exitCode, sentence, arguments);
    }

    private static void Refused(WorkFolder folder, int exitCode, string sentence, params string[] arguments)
    {
        ProgramRun run = ProgramRun.Of(folder.Path, arguments);
        string what = $"digitlab {string.Join(' ', arguments)}: {run.ExitCode}\n{run.Output}\n{run.Errors}";
        Assert.True(run.ExitCode == exitCode, what);
        Assert.True(run.Errors.Contains(sentence, StringComparison.Ordinal), what);
        Assert.True(run.Errors.TrimEnd().Split('\n').Length == 1, what);
        Assert.True(!run.Errors.Contains("   at ", StringComparison.Ordinal) && !run.Errors.Contains("should not happen", StringComparison.Ordinal), what);
    }

    private static void RefusedData(string sentence, Action<Dictionary<string, byte[]>> damage)
    {
        using var folder = new WorkFolder();
        var files = new Dictionary<string, byte[]>
        {
            ["train-images-idx3-ubyte"] = Images(20),
            ["train-labels-idx1-ubyte"] = Labels(20),
            ["t10k-images-idx3-ubyte"] = Images(10),
            ["t10k-labels-idx1-ubyte"] = Labels(10),
        };
        damage(files);
        foreach ((string name, byte[] content) in files)
        {
            File.WriteAllBytes(folder.Of(name), content);
        }

        Refused(folder, Failure, sentence, "train", "softmax", "-e", "1", "--validation", "2", "--data", folder.Path);
    }

    private static byte[] Images(int count) => [.. Numbers(2051, count, 28, 28), .. new byte[count * 28 * 28]];

    private static byte[] Labels(int count) => [.. Numbers(2049, count), .. new byte[count]];

    private static IEnumerable<byte> Numbers(params int[] numbers) => numbers.SelectMany(number => BitConverter.GetBytes(number).Reverse());

    private static byte[] Gzip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }
}
