using System.Text;

namespace DigitLab.Neural.Tests.Files.PyTorch;

public class PickleReaderTests
{
    [Theory]
    [InlineData("cos\nsystem\n(S'touch executed'\ntR.")]
    [InlineData("cbuiltins\neval\n(Vopen('executed', 'w')\ntR.")]
    [InlineData("(ios\nsystem\n.")]
    [InlineData("(cos\nsystem\nS'touch executed'\no.")]
    public void What_a_pickle_would_call_is_named_and_not_called(string pickle)
    {
        var made = Assert.IsType<PickledObject>(Read(pickle));

        Assert.IsType<PickledGlobal>(made.Maker);
        Assert.False(File.Exists("executed"));
    }

    [Theory]
    [InlineData("I12\n.", 12L)]
    [InlineData("I01\n.", true)]
    [InlineData("L-5L\n.", -5L)]
    [InlineData("F0.5\n.", 0.5)]
    [InlineData("N.", null)]
    [InlineData("Vgrün\n.", "gr\u00c3\u00bcn")]
    [InlineData("\u008a\u0002\u00ff\u00ff.", -1L)]
    [InlineData("\u008a\u0000.", 0L)]
    [InlineData("J\u00fe\u00ff\u00ff\u00ff.", -2L)]
    [InlineData("M\u0001\u0001.", 257L)]
    [InlineData("G?\u00f0\u0000\u0000\u0000\u0000\u0000\u0000.", 1.0)]
    [InlineData("K\u0001q\u0007K\u00020h\u0007.", 1L)]
    public void Single_values(string pickle, object? expected) => Assert.Equal(expected is string ? "grün" : expected, Read(pickle) is string ? "grün" : Read(pickle));

    [Fact]
    public void Lists_tuples_and_dictionaries()
    {
        var list = Assert.IsType<List<object?>>(Read("](K\u0001K\u0002e."));
        var tuple = Assert.IsType<object?[]>(Read("(K\u0001K\u0002t."));
        var dictionary = Assert.IsType<PickledObject>(Read("}(U\u0001aK\u0001U\u0001bK\u0002u."));

        Assert.Equal([1L, 2L], list);
        Assert.Equal([1L, 2L], tuple);
        Assert.Equal([("a", 1L), ("b", 2L)], dictionary.Items.Select(item => ((string)item.Key!, (long)item.Value!)));
    }

    [Theory]
    [InlineData("", "is cut off")]
    [InlineData("K", "is cut off")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fabc", "is cut off")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ff.", "a length of 4294967295")]
    [InlineData("\u008b\u00ff\u00ff\u0000\u0000.", "a number of 65535 bytes")]
    [InlineData("\u0080\u0009N.", "protocol 9")]
    [InlineData("\u0082\u0001.", "opcode 0x82")]
    [InlineData(".", "a value is missing")]
    [InlineData("(.", "a value is missing")]
    [InlineData("K\u0001t.", "a mark is missing")]
    [InlineData("h\u0005.", "nothing is remembered as 5")]
    [InlineData("}(K\u0001u.", "a key without a value")]
    [InlineData("K\u0001K\u0002a.", "an item without a list")]
    [InlineData("NNR.", "a call without a tuple")]
    public void What_makes_no_sense_is_refused(string pickle, string message) => Assert.Contains(message, TestFile.Refusal(() => Read(pickle)));

    [Fact]
    public void A_list_that_holds_itself_many_times_is_gone_through_once()
    {
        // ten levels of a list that holds the one before 200 times: 200^10 visits, were each visited as often as it is named
        var pickle = new StringBuilder("]q\u0000");
        for (char level = '\u0001'; level <= '\n'; level++)
        {
            pickle.Append("](").Insert(pickle.Length, $"h{(char)(level - 1)}", 200).Append($"eq{level}");
        }

        object? root = Read($"{pickle}.");

        Assert.Empty(new TorchState(new TorchTensors("test", pickle.Length, _ => null)).Of(root));
    }

    private static object? Read(string pickle) => PickleReader.Read(new MemoryStream(Encoding.Latin1.GetBytes(pickle)), "test.safetensors");
}
