using DigitLab.Imaging;

namespace DigitLab;

/// <summary>A patch of ink whose pixels touch each other, sides or corners.</summary>
/// <param name="Label">The number of the patch, from 1.</param>
/// <param name="Box">The smallest box around it.</param>
/// <param name="Mass">The sum of its ink levels.</param>
/// <param name="Peak">Its highest ink level.</param>
/// <param name="Depth">How many pixels its innermost pixel is away from the picture's nearest edge.</param>
internal readonly record struct InkComponent(int Label, PixelBox Box, double Mass, float Peak, int Depth);
