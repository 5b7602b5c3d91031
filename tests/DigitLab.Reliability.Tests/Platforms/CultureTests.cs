using System.Text.RegularExpressions;
using DigitLab.EndToEnd.Tests;

namespace DigitLab.Reliability.Tests.Platforms;

/// <summary>The same files under cultures with another comma, another minus, other digits, another i and another calendar.</summary>
/// <remarks>
/// The program itself is built without cultures; here it runs with them, as a program that uses the library does. All tests under a culture:
/// <c>LC_ALL=tr_TR.UTF-8 dotnet test -c Release -p:InvariantGlobalization=false tests/DigitLab.Training.Tests</c>.
/// </remarks>
public sealed partial class CultureTests(CultureTests.Files files) : IClassFixture<CultureTests.Files>
{
    [IcuTheory]
    [InlineData("tr_TR.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    public void A_culture_changes_no_file(string language)
    {
        files.Write(language, [("LC_ALL", language), ("LANG", language)]);

        // Weights and tables to the last byte, apart from times and the days on which they were.
        string[] names = [.. Directory.GetFiles(files.Of("plain"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(files.Of("plain"), file)).Where(IsCompared)];
        Assert.Contains(Path.Combine("run", "history.csv"), names);
        foreach (string name in names)
        {
            string expected = WithoutTimes(File.ReadAllText(Path.Combine(files.Of("plain"), name)), "plain"), got = WithoutTimes(File.ReadAllText(Path.Combine(files.Of(language), name)), language);
            Assert.True(expected == got, $"{name}: expected\n{expected}\ngot\n{got}");
        }
    }

    // Weights, tables, settings, reports and figures; other files hold times and processes.
    private static bool IsCompared(string name) =>
        Path.GetExtension(name) is ".safetensors" or ".onnx" or ".csv" or ".html" or ".svg" or ".md" || Path.GetFileName(name) == "config.json";

    private static string WithoutTimes(string text, string folder) => Times().Replace(Rows().Replace(text, "$1…"), "…").Replace(folder, "…", StringComparison.Ordinal);

    // In a history the last two columns, in sentences what has a unit of time, and moments.
    [GeneratedRegex(@"""(seconds|elapsedMs)"": [\d.E-]+|[\d.,]+ (digits/s|s\b|min\b|h\b|ms\b)|\b\d+:\d\d:\d\d of training|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+)?Z?|\d{8}-\d{6}")]
    private static partial Regex Times();

    [GeneratedRegex(@"^(\d+,[\d.E-]+,[\d.E-]+,[\d.E-]+,[\d.E-]+,[\d.E-]+,)[\d.]+,\d+$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    /// <summary>What a training, a report, an export and an experiment write, without a culture and with one.</summary>
    public sealed class Files : IDisposable
    {
        private readonly WorkFolder _work = new();

        public Files()
        {
            SmallMnist.WriteTo(_work.Of("mnist"), training: 300, test: 60);
            File.WriteAllText(_work.Of("try.json"), """{ "base": { "model": "softmax", "maxEpochs": 2, "validationCount": 50 }, "grid": { "learningRate": [0.001, 0.1] }, "seeds": [1] }""");
            Write("plain", cultures: null);
        }

        public void Dispose() => _work.Dispose();

        internal string Of(string folder) => _work.Of(folder);

        internal void Write(string folder, (string, string?)[]? cultures)
        {
            Directory.CreateDirectory(Of(folder));
            foreach (string[] line in (string[][])
            [
                ["train", "lenet5", "-e", "2", "--validation", "50", "--learning-rate", "0.0015", "--weight-decay", "1e-4", "--schedule", "step:1:0.5", "--augment", "rotation=7.5,elastic=34:4", "--data", "mnist", "--run", $"{folder}/run", "-s", $"{folder}/model.safetensors", "--tensorboard"],
                ["report", $"{folder}/run", "--csv", "--data", "mnist"],
                ["export", "onnx", $"{folder}/model.safetensors", $"{folder}/model.onnx"],
                ["experiment", "run", "try.json", "--data", "mnist", "--folder", $"{folder}/try"],
            ])
            {
                ProgramRun run = cultures is null ? ProgramRun.Of(_work.Path, line) : ProgramRun.WithCultures(_work.Path, cultures, line);
                Assert.True(run.ExitCode == 0, $"{folder}: digitlab {string.Join(' ', line)}: {run.Output}{run.Errors}");
            }
        }
    }
}
