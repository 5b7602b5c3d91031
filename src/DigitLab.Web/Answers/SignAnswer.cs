namespace DigitLab.Web;

/// <summary>What one sign of a picture is taken for.</summary>
/// <param name="Digit">The most probable digit.</param>
/// <param name="Confidence">Its probability, if the sign is a digit.</param>
/// <param name="IsDigit">Whether it counts as a digit.</param>
/// <param name="DigitProbability">How probable it is that it is one.</param>
/// <param name="Probabilities">Of each digit, 0 to 9, if it is one.</param>
/// <param name="Seen">The 28×28 pixels that the network saw, as a PNG in a data address.</param>
/// <param name="Box">Where its ink lies.</param>
/// <param name="Map">What speaks for the digit, in red, and against it, in blue: a PNG in a data address; null unless asked for.</param>
/// <param name="MapBox">Where the map lies; null without one.</param>
internal sealed record SignAnswer(
    int Digit,
    float Confidence,
    bool IsDigit,
    float DigitProbability,
    IReadOnlyList<float> Probabilities,
    string Seen,
    PictureBox Box,
    string? Map,
    PictureBox? MapBox);
