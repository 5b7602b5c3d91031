using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Insight.Tests.Statistics;

public class StatisticsTests
{
    [Fact]
    public void Counts_means_deviations_and_ink_are_those_of_the_digits()
    {
        // Two zeros with pixels 0 and 255, 102; one 1, all white.
        var digits = new DigitDataset("few", 1, 2, [0, 255, 102, 255, 255, 255], [0, 0, 1]);
        DigitStatistics statistics = DigitStatistics.Of(digits);
        Assert.Equal([2, 1, 0, 0, 0, 0, 0, 0, 0, 0], statistics.Classes.Select(each => each.Count));
        Assert.Equal([0.2f, 1f], statistics.Classes[0].Mean.Values);
        Assert.Equal([0.2f, 0f], statistics.Classes[0].Deviation.Values);
        Assert.Equal([50, 70, 100], statistics.InkPercents.Select(ink => Math.Round(ink, 9)));
        Assert.Equal(60, statistics.Classes[0].InkPercent, 1e-9);
        Assert.Equal((1, 1, 4), (statistics.PixelCounts[0], statistics.PixelCounts[102], statistics.PixelCounts[255]));
        Assert.Contains("got none", Assert.Throws<ArgumentException>(() => DigitStatistics.Of(digits.Take(0))).Message);
    }

    [Fact]
    public void Even_classes_have_a_balance_of_one_and_a_single_class_of_zero()
    {
        Assert.Equal(1, DigitStatistics.Of(new DigitDataset("even", 1, 1, new byte[10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).Balance, 1e-12);
        Assert.Equal(0, DigitStatistics.Of(new DigitDataset("one", 1, 1, new byte[3], [7, 7, 7])).Balance, 1e-12);
    }

    [Fact]
    public void The_nearest_and_the_farthest_of_a_class_are_told()
    {
        var digits = new DigitDataset("line", 1, 1, [0, 100, 110, 120, 255], [4, 4, 4, 4, 4]);
        ClassStatistics four = DigitStatistics.Of(digits).Classes[4];   // mean 117
        Assert.Equal([3, 2, 1, 0, 4], four.Nearest);
        Assert.Equal([4, 0, 1, 2, 3], four.Farthest);
    }

    [Fact]
    public void Copies_are_found_and_the_most_alike_stand_first()
    {
        DigitDataset some = SyntheticDigits.Create(30, seed: 2);
        byte[] pixels = new byte[33 * 784], labels = new byte[33];
        for (int i = 0; i < 33; i++)
        {
            some.Image(i < 30 ? i : 5).CopyTo(pixels.AsSpan(i * 784));
        }

        pixels[(32 * 784) + 400] ^= 8;   // the last is nearly a copy
        var digits = new DigitDataset("copies", 28, 28, pixels, labels);
        Assert.Equal([new SimilarPair(5, 30, 0), new SimilarPair(5, 31, 0)], SimilarPairs.Duplicates(digits));
        PrincipalComponents components = PrincipalComponents.Of(digits, 10, Workers.Shared);
        IReadOnlyList<SimilarPair> nearest = SimilarPairs.Nearest(digits, Neighbours.Find(components.Projected, 5, Workers.Shared), 6);
        Assert.Equal([0, 0, 0], nearest.Take(3).Select(pair => pair.Distance));
        Assert.All(nearest.Skip(3).Take(3), pair => Assert.Equal((32, 8 / 255.0), (pair.Second, pair.Distance)));
    }

    [Fact]
    public void Distances_of_pixels_are_exact_whatever_the_length()
    {
        foreach (int length in new[] { 1, 31, 64, 100, 784 })
        {
            byte[] a = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 37))], b = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 91))];
            Assert.Equal(a.Zip(b, (x, y) => (long)(x - y) * (x - y)).Sum(), PixelDistance.Squared(a, b));
        }

        Assert.Equal(784L * 65025, PixelDistance.Squared(new byte[784], [.. Enumerable.Repeat((byte)255, 784)]));
    }

    [Fact]
    public void A_manifold_picture_has_the_digits_in_their_classes_colours()
    {
        DigitDataset digits = SyntheticDigits.Create(3, seed: 1);
        ColorImage picture = ManifoldPicture.Of(digits, new PointCloud(2, [0, 0, 1, 1, 1, 0]), side: 300);
        Assert.Equal(Rgba.White, picture[150, 150]);
        int darkest = Enumerable.Range(0, 784).MaxBy(p => digits.Image(0)[p]);
        Rgba expected = (Palette.ForSeries(digits.Label(0)) with { A = digits.Image(0)[darkest] }).Over(Rgba.White);
        Assert.Equal(expected, picture[darkest % 28, 272 + (darkest / 28)]);   // the first digit lies at the lower left
        Assert.Throws<ArgumentException>(() => ManifoldPicture.Of(digits, new PointCloud(2, [0, 0])));
    }

    [Fact]
    public void The_report_has_all_figures_once()
    {
        DigitDataset digits = SyntheticDigits.Create(120, seed: 4);
        DigitStatistics statistics = DigitStatistics.Of(digits);
        HtmlReport report = StatisticsReport.Of(statistics, DigitStatistics.Of(digits.Take(50)));
        PrincipalComponents components = PrincipalComponents.Of(digits, 5, Workers.Shared);
        StatisticsReport.AddSimilar(report, digits, [], SimilarPairs.Nearest(digits, Neighbours.Find(components.Projected, 3, Workers.Shared), 3));
        StatisticsReport.AddComponents(report, digits, components);
        StatisticsReport.AddEmbedding(report, digits, components.Projected.First(2), "note");
        Assert.Equal(["counts", "shares", "means", "deviations", "gray-levels", "ink", "ink-by-class", "nearest", "farthest", "twins", "components", "explained", "pca", "tsne"], report.Figures.Select(each => each.Name));
        Assert.Contains("No picture stands twice among these 120.", report.ToHtml());
    }
}
