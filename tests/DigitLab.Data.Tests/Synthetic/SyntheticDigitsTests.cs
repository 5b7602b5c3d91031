using System.Security.Cryptography;

namespace DigitLab.Data.Tests.Synthetic;

public class SyntheticDigitsTests
{
    private const int Pixels = 28 * 28;

    private static readonly DigitDataset Thousand = SyntheticDigits.Create(1000, seed: 1);

    [Fact]
    public void The_first_thousand_digits_have_the_recorded_bytes_on_every_machine()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < Thousand.Count; i++)
        {
            hash.AppendData([Thousand.Label(i)]);
            hash.AppendData(Thousand.Image(i));
        }

        Assert.Equal("74da2a4df862d37cae2d0f701e58d20bbe73be4680a971a9ffc924abca7a9a73", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void A_digit_is_a_function_of_its_number_alone()
    {
        byte[] pixels = new byte[Pixels];
        foreach (int number in new[] { 999, 0, 512 })
        {
            Assert.Equal(Thousand.Label(number), SyntheticDigits.Draw(seed: 1, number, pixels));
            Assert.Equal(Thousand.Image(number).ToArray(), pixels);
        }

        DigitDataset later = SyntheticDigits.Create(10, seed: 1, firstNumber: 990);
        Assert.Equal(Thousand.Image(995).ToArray(), later.Image(5).ToArray());
        Assert.NotEqual(Thousand.Image(0).ToArray(), SyntheticDigits.Create(1, seed: 2).Image(0).ToArray());
    }

    [Fact]
    public void No_two_digits_are_alike() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(i => Convert.ToHexString(Thousand.Image(i))).Distinct().Count());

    [Fact]
    public void All_ten_digits_come_about_equally_often()
    {
        int[] counts = new int[10];
        for (int i = 0; i < Thousand.Count; i++)
        {
            counts[Thousand.Label(i)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 65, 135));   // 100 ± 3.7 deviations of 9.5
    }

    [Fact]
    public void They_are_placed_as_MNIST_is_with_the_centre_of_mass_in_the_middle()
    {
        for (int i = 0; i < 200; i++)
        {
            ReadOnlySpan<byte> image = Thousand.Image(i);
            double mass = 0, x = 0, y = 0;
            for (int p = 0; p < Pixels; p++)
            {
                mass += image[p];
                x += image[p] * (p % 28);
                y += image[p] * (p / 28);
            }

            Assert.InRange(x / mass, 13.5, 14.5);
            Assert.InRange(y / mass, 13.5, 14.5);
        }
    }

    [Fact]
    public void They_hold_about_as_much_ink_as_MNIST()
    {
        double mean = Enumerable.Range(0, 1000).Average(i => Thousand.Image(i).ToArray().Average(pixel => pixel));

        Assert.InRange(mean, 28, 40);   // MNIST: 33.3
    }

    [Fact]
    public void Room_for_another_picture_and_numbers_below_zero_are_refused()
    {
        Assert.Contains("28×28", Assert.Throws<ArgumentException>(() => SyntheticDigits.Draw(1, 0, new byte[100])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticDigits.Draw(1, -1, new byte[Pixels]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticDigits.Create(-1, 1));
    }
}
