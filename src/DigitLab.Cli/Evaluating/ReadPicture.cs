using DigitLab.Imaging;

namespace DigitLab.Cli.Evaluating;

/// <summary>What became of a labelled picture.</summary>
/// <param name="Picture">The line of <c>labels.csv</c>.</param>
/// <param name="Answer">What was read, rows divided by a slash; empty when nothing was.</param>
/// <param name="Seen">Of a single digit what the networks saw; null when there was no ink, and of pages.</param>
/// <param name="Error">Why it could not be read; null when it could.</param>
internal sealed record ReadPicture(LabelledPicture Picture, string Answer, GrayImage? Seen, string? Error)
{
    /// <summary>Whether everything is right.</summary>
    internal bool IsRight => Answer == Picture.Label;

    /// <summary>How many of the label's rows were read whole, each answer used once.</summary>
    internal int RightRows
    {
        get
        {
            List<string> left = [.. Answer.Split('/')];
            return Picture.Rows.Count(left.Remove);
        }
    }

    /// <summary>Reads a picture: one digit where the label has one, else a page.</summary>
    internal static ReadPicture Of(DigitRecognizer recognizer, string folder, LabelledPicture labelled, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, labelled.File);
        try
        {
            ColorImage picture = PictureFile.Load(path);
            if (!labelled.IsSingle)
            {
                return new ReadPicture(labelled, string.Join('/', recognizer.Read(picture, cancellation)), null, null);
            }

            Prediction prediction = recognizer.Recognize(picture);
            return new ReadPicture(labelled, $"{prediction.Digit}", prediction.Normalized.Image, null);
        }
        catch (Exception exception) when (PictureErrors.Is(exception))
        {
            return new ReadPicture(labelled, "", null, PictureErrors.Sentence(path, exception));
        }
    }
}
