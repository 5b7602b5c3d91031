namespace DigitLab.Tests.Reading;

public class LocalPaperTests
{
    private const int Side = 200;

    [Fact]
    public void A_stroke_is_not_paper_and_a_shadow_is()
    {
        byte[] plane = new byte[Side * Side];
        for (int i = 0; i < plane.Length; i++)
        {
            int x = i % Side;
            plane[i] = x is >= 40 and < 50 ? (byte)20 : x < 100 ? (byte)220 : (byte)90;   // a stroke; light; shadow
        }

        var paper = new LocalPaper(plane, Side, Side, window: 30);
        float[] row = new float[Side];
        paper.Row(100, row);

        Assert.Equal(220, row[45], 1f);
        Assert.Equal(220, row[80], 1f);
        Assert.Equal(90, row[150], 1f);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(50, 1)]
    [InlineData(1201, 7)]
    public void Any_size_has_paper(int width, int height)
    {
        byte[] plane = new byte[width * height];
        Array.Fill(plane, (byte)77);
        float[] row = new float[width];
        new LocalPaper(plane, width, height, 15).Row(height - 1, row);

        Assert.All(row, level => Assert.Equal(77, level, 0.01f));
    }
}
