using DigitLab.Data;
using DigitLab.Data.Tests;

namespace DigitLab.Tests.Normalization;

public sealed class MassCenteringTests
{
    [Fact]
    public void Ink_is_moved_by_whole_pixels_until_its_centre_of_mass_is_at_14()
    {
        float[] field = new float[28 * 28];
        field[4 * 28 + 4] = 1;
        field[4 * 28 + 7] = 0.5f;   // centre of mass at column 5, row 4
        float[] moved = MassCentering.Center28(field);
        Assert.Equal((14, 14), MassCentering.CenterOfMass(moved, 28));
        Assert.Equal((1, 0.5f), (moved[14 * 28 + 13], moved[14 * 28 + 16]));
        Assert.Equal(1.5f, moved.Sum());
    }

    [Fact]
    public void Ink_never_leaves_the_field()
    {
        float[] field = new float[28 * 28];
        field[0] = 0.1f;           // a far, light point ...
        field[19 * 28 + 19] = 1;   // ... and the weight at the other end: centred, the point would lie outside
        field[19 * 28 + 18] = 1;
        float[] moved = MassCentering.Center28(field);
        Assert.Equal(field, moved);
    }

    [MnistFact]
    public void Of_mnists_training_digits_one_is_moved_and_their_mean_centre_is_at_14()
    {
        DigitDataset digits = MnistFolder.Open(MnistFactAttribute.Folder).ReadTraining();
        double sumX = 0;
        double sumY = 0;
        var moved = new List<int>();
        float[] field = new float[28 * 28];
        for (int i = 0; i < digits.Count; i++)
        {
            ReadOnlySpan<byte> pixels = digits.Image(i);
            for (int p = 0; p < field.Length; p++)
            {
                field[p] = pixels[p];   // not divided by 255: the sums of whole numbers are exact
            }

            (double x, double y) = MassCentering.CenterOfMass(field, 28);
            sumX += x;
            sumY += y;
            if (!MassCentering.Center28(field).AsSpan().SequenceEqual(field))
            {
                moved.Add(i);
            }
        }

        // The other one with its centre elsewhere, 45131, touches the field's edge.
        Assert.Equal([19841], moved);
        Assert.Equal(14.007, sumX / digits.Count, 0.001);
        Assert.Equal(13.996, sumY / digits.Count, 0.001);
    }
}
