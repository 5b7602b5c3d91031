using DigitLab.Imaging;

namespace DigitLab.Tests.Reading;

public class PageRowsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.17)]
    [InlineData(-0.17)]
    public void Rows_are_found_from_the_top_and_from_the_left_on_tilted_pages(double slope)
    {
        var signs = new List<SignPart>();
        for (int row = 0; row < 4; row++)
        {
            for (int place = 0; place < 7; place++)
            {
                int x = 100 + (60 * place);
                signs.Add(Part(x, (int)(300 + (55 * row) + (slope * x)), width: 20 + row, height: 30));
            }
        }

        List<List<SignPart>> rows = PageRows.Of([.. signs.OrderBy(sign => sign.Box.Y)], 30);

        Assert.Equal(4, rows.Count);
        for (int row = 0; row < 4; row++)
        {
            Assert.Equal(7, rows[row].Count);
            Assert.All(rows[row], sign => Assert.Equal(20 + row, sign.Box.Width));
            Assert.Equal(rows[row].OrderBy(sign => sign.Box.X), rows[row]);
        }
    }

    [Fact]
    public void Digits_right_above_each_other_are_rows_of_their_own() =>
        Assert.Equal(3, PageRows.Of([Part(50, 10, 20, 30), Part(52, 50, 20, 30), Part(49, 90, 20, 30)], 30).Count);

    [Fact]
    public void No_signs_have_no_rows() => Assert.Empty(PageRows.Of([], 30));

    private static SignPart Part(int x, int y, int width, int height) => new(new PixelBox(x, y, width, height), [], IsLoose: true);
}
