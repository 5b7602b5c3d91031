namespace DigitLab;

/// <summary>How the ink of a picture stands out from what it lies on.</summary>
public enum InkPolarity
{
    /// <summary>The ink is darker than the paper, as a pen writes.</summary>
    DarkOnLight,

    /// <summary>The ink is lighter than the ground, as chalk writes and as MNIST is stored.</summary>
    LightOnDark,

    /// <summary>The ink alone is opaque: the picture's alpha channel says where it is, whatever its colour.</summary>
    OnTransparent,
}
