using System.Text.Json;

namespace DigitLab.Neural.Tests;

public sealed class WindowJsonTests
{
    private const string Text = """{"height":3,"width":5,"stride":2,"padding":{"top":1,"bottom":2,"left":0,"right":4},"dilation":1}""";

    [Fact]
    public void A_window_is_written_as_its_numbers_and_read_in_any_order()
    {
        var window = new WindowGeometry(3, 5, 2, new Padding(1, 2, 0, 4), 1);

        Assert.Equal(Text, JsonSerializer.Serialize(window));
        Assert.Equal(window, JsonSerializer.Deserialize<WindowGeometry>(Text));
        Assert.Equal(window, JsonSerializer.Deserialize<WindowGeometry>(
            """{"dilation":1,"padding":{"right":4,"left":0,"bottom":2,"top":1},"stride":2,"width":5,"height":3}"""));
    }

    [Theory]
    [InlineData("\"dilation\":1", "\"depth\":1", "\"depth\" is not known here")]
    [InlineData(",\"dilation\":1", "", "window: \"dilation\" is missing")]
    [InlineData(",\"right\":4", "", "padding: \"right\" is missing")]
    [InlineData("\"stride\":2", "\"stride\":2.5", "\"stride\": expected a whole number")]
    [InlineData("\"stride\":2", "\"stride\":\"2\"", "\"stride\": expected a whole number")]
    [InlineData("\"stride\":2", "\"stride\":[2]", "\"stride\": expected a whole number")]
    [InlineData("{\"top\":1,\"bottom\":2,\"left\":0,\"right\":4}", "7", "padding: expected an object")]
    public void What_is_no_window_is_refused(string part, string other, string sentence) =>
        Assert.Contains(
            sentence, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<WindowGeometry>(Text.Replace(part, other, StringComparison.Ordinal))).Message, StringComparison.Ordinal);
}
