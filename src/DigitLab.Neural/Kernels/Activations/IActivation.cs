namespace DigitLab.Neural;

/// <summary>A function of each number by itself, and its derivative.</summary>
internal interface IActivation
{
    /// <summary>y of x.</summary>
    TVector Value<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>dy/dx, from whichever of x and y makes it easy.</summary>
    TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
