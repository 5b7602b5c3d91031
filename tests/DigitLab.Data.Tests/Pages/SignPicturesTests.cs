namespace DigitLab.Data.Tests.Pages;

public class SignPicturesTests
{
    [Fact]
    public void A_picture_is_a_function_of_its_seed_and_number()
    {
        SignPicture first = SignPictures.Digit(1, 5), again = SignPictures.Digit(1, 5);

        Assert.Equal(first.Picture.Pixels.ToArray(), again.Picture.Pixels.ToArray());
        Assert.Equal((first.Label, first.Box), (again.Label, again.Box));
        Assert.Equal(SignPictures.Other(1, 5).Pixels.ToArray(), SignPictures.Other(1, 5).Pixels.ToArray());
        Assert.NotEqual(first.Picture.Pixels.ToArray(), SignPictures.Digit(2, 5).Picture.Pixels.ToArray());
    }

    [Fact]
    public void Every_digit_comes_up_and_lies_within_its_picture()
    {
        SignPicture[] pictures = [.. Enumerable.Range(0, 200).Select(number => SignPictures.Digit(1, number))];

        Assert.Equal(10, pictures.Select(picture => picture.Label).Distinct().Count());
        Assert.All(pictures, picture =>
        {
            Assert.InRange(picture.Box.X, 0, picture.Picture.Width - picture.Box.Width);
            Assert.InRange(picture.Box.Y, 0, picture.Picture.Height - picture.Box.Height);
        });
    }

    [Fact]
    public void Signs_that_are_no_digits_come_with_written_digits_and_without()
    {
        DigitDataset written = SyntheticDigits.Create(20, seed: 4);

        Assert.All(Enumerable.Range(0, 200), number => Assert.True(SignPictures.Other(1, number, written).Width > 1));
        Assert.Throws<ArgumentException>(() => SignPictures.Other(1, 0, new DigitDataset("small", 2, 2, new byte[4], [0])));
    }
}
