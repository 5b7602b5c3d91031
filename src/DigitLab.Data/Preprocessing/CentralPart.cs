namespace DigitLab.Data;

/// <summary>The middle of every picture: MNIST's ink lies in a box of 20×20 pixels, so the border is work without news.</summary>
public static class CentralPart
{
    /// <summary>The same digits with their borders cut off.</summary>
    /// <param name="digits">The digits; they keep their order and labels, and the result has pixels of its own.</param>
    /// <param name="side">Rows, and pixels of a row, that are left; where a border is odd, the extra pixel goes at the bottom and right.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is below 1, or more than the pictures have.</exception>
    public static DigitDataset Of(DigitDataset digits, int side)
    {
        if (side < 1 || side > digits.Height || side > digits.Width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(side), side, $"{digits.Name}: expected a side from 1 to {Math.Min(digits.Height, digits.Width)} pixels.");
        }

        int top = (digits.Height - side) / 2, left = (digits.Width - side) / 2;
        byte[] pixels = new byte[digits.Count * side * side], labels = new byte[digits.Count];
        for (int i = 0; i < digits.Count; i++)
        {
            ReadOnlySpan<byte> image = digits.Image(i);
            for (int row = 0; row < side; row++)
            {
                image.Slice(((top + row) * digits.Width) + left, side).CopyTo(pixels.AsSpan(((i * side) + row) * side, side));
            }

            labels[i] = digits.Label(i);
        }

        return new DigitDataset(digits.Name, side, side, pixels, labels, digits.IsSynthetic);
    }
}
