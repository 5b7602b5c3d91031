namespace DigitLab.Neural;

/// <summary>Work cut into pieces that know nothing of each other, so that any thread may do any piece at any time.</summary>
internal interface IJob
{
    /// <summary>Does one piece; writes only what no other piece reads or writes.</summary>
    void Run(int piece);
}
