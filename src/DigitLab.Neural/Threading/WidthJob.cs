namespace DigitLab.Neural;

/// <summary>A vector job bound to one width.</summary>
internal readonly struct WidthJob<TJob, TLanes, TVector>(TJob job) : IJob
    where TJob : struct, IVectorJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly TJob _job = job;

    public void Run(int piece) => _job.Run<TLanes, TVector>(piece);
}
