namespace DigitLab.Neural;

/// <summary>How a tile finds the row of w that belongs to a term; known when the tile is compiled, so that it costs nothing to ask.</summary>
internal interface IWeightRows
{
    /// <summary>Whether every term asks for a cache line that is wanted later, so that the tile multiplies while memory delivers.</summary>
    static virtual bool FetchesAhead => false;

    /// <summary>A term's row, from where <see cref="Next"/> has led.</summary>
    static abstract ref float At(ref float w, nint step, nint stride);

    /// <summary>From one term to the next.</summary>
    static abstract ref float Next(ref float w, nint stride);
}
