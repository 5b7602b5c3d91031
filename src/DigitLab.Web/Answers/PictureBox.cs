namespace DigitLab.Web;

/// <summary>A rectangle in a picture, as shares of its width and height; it may reach beyond.</summary>
/// <param name="Left">From the picture's left side.</param>
/// <param name="Top">From its upper side.</param>
/// <param name="Width">Of the rectangle.</param>
/// <param name="Height">Of the rectangle.</param>
internal sealed record PictureBox(double Left, double Top, double Width, double Height);
