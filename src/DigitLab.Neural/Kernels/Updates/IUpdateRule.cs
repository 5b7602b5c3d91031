namespace DigitLab.Neural;

/// <summary>An optimizer's rule for one weight: what its gradient, and what is remembered of earlier ones, do to it.</summary>
internal interface IUpdateRule
{
    /// <summary>Numbers remembered of each weight: 0 to 2.</summary>
    int Slots { get; }

    /// <summary>One step.</summary>
    /// <param name="gradient">∂loss/∂weight.</param>
    /// <param name="weight">Changed.</param>
    /// <param name="first">The first remembered number, changed; 0 where there is none.</param>
    /// <param name="second">The second.</param>
    void Update<TLanes, TVector>(TVector gradient, ref TVector weight, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
