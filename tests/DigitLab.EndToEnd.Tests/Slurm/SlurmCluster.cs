using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace DigitLab.EndToEnd.Tests;

/// <summary>A private cluster on this machine, in a folder of its own: munged, slurmctld and a slurmd for each of two nodes with two places.</summary>
/// <remarks>
/// Keys, sockets, ports and state are its own, so it neither sees nor disturbs a Slurm that is at work here. Nothing is accounted for. Times
/// are as short as Slurm allows: a node that is silent for five seconds is lost, and a job of it may start again five seconds later.
/// </remarks>
public sealed class SlurmCluster : IDisposable
{
    public static readonly string[] Nodes = ["n1", "n2"];

    private static readonly string[] Needed = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol"];
    private static readonly string[] Places = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];

    private readonly WorkFolder _folder = new();
    private readonly Dictionary<string, Process> _daemons = [];

    public SlurmCluster()
    {
        if (Missing is null)
        {
            Configure();
            Start("munged", Program("munged"), "--foreground", "--force", $"--socket={_folder.Of("munge/socket")}", $"--key-file={_folder.Of("munge/key")}", $"--pid-file={_folder.Of("munge/pid")}", $"--log-file={_folder.Of("munge/log")}", $"--seed-file={_folder.Of("munge/seed")}");
            Wait.For(() => File.Exists(_folder.Of("munge/socket")), "munged");
            StartController();
            Array.ForEach(Nodes, StartNode);
        }
    }

    /// <summary>The program of Slurm that is not installed; null if all are.</summary>
    public static string? Missing { get; } = Needed.FirstOrDefault(name => Find(name) is null);

    /// <summary>What programs must know to find the cluster.</summary>
    public (string Name, string? Value) Location => ("SLURM_CONF", Configuration);

    private string Configuration => _folder.Of("slurm.conf");

    public void StartController() => Start("slurmctld", Program("slurmctld"), "-D", "-f", Configuration);

    public void StartNode(string name)
    {
        Start(name, Program("slurmd"), "-D", "-N", name, "-f", Configuration);
        Wait.For(() => Ask("sinfo", "--noheader", "--Node", "--responding", $"--nodes={name}", "--format=%T").Trim() is "idle" or "mixed" or "allocated" or "completing", $"node {name}");
    }

    /// <summary>Kills a daemon (SIGKILL): <c>slurmctld</c>, or a node's by the node's name. What runs on the node goes on.</summary>
    public void Kill(string daemon)
    {
        using Process process = _daemons[daemon];
        process.StandardInput.Close();
        process.WaitForExit();
        _daemons.Remove(daemon);
    }

    /// <summary>Waits until slurmctld has written down what is at work now; killed before, it would start it once more and find it running.</summary>
    public void WaitForSave()
    {
        DateTime now = DateTime.UtcNow;
        Wait.For(() => File.GetLastWriteTimeUtc(_folder.Of("state/job_state")) > now, "slurmctld to save");
    }

    /// <summary>Kills all that there is on a node, as if its power were cut.</summary>
    public void CutPower(string node)
    {
        Kill(node);
        KillJobs(environment => environment.Contains($"SLURMD_NODENAME={node}"));
    }

    /// <summary>The numbers of the jobs that wait or run.</summary>
    public string[] Queue => Ask("squeue", "--noheader", "--format=%A").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Ends all jobs.</summary>
    public void Empty()
    {
        if (Missing is null && Queue is { Length: > 0 } jobs)
        {
            Ask("scancel", jobs);
            Wait.For(() => Queue.Length == 0, "the end of all jobs");
        }
    }

    /// <summary>What one of Slurm's commands prints, or nothing where the controller does not answer.</summary>
    public string Ask(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SLURM_CONF"] = Configuration;
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    public void Dispose()
    {
        foreach (string daemon in _daemons.Keys.ToArray())
        {
            Kill(daemon);
        }

        if (Missing is null)
        {
            KillJobs(_ => true);
        }

        _folder.Dispose();
    }

    private static string? Find(string name) => Places.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);

    private static string Program(string name) => Find(name)!;

    private void Configure()
    {
        Directory.CreateDirectory(_folder.Of("munge"));
        File.WriteAllBytes(_folder.Of("munge/key"), RandomNumberGenerator.GetBytes(128));
        Process.Start("chmod", ["400", _folder.Of("munge/key")]).WaitForExit();
        Directory.CreateDirectory(_folder.Of("state"));
        Directory.CreateDirectory(_folder.Of("spool"));
        int[] ports = FreePorts(1 + Nodes.Length);
        string host = Environment.MachineName.Split('.')[0];
        File.WriteAllLines(
            Configuration,
            [
                "ClusterName=digitlab",
                $"SlurmctldHost={host}(127.0.0.1)",
                $"SlurmctldPort={ports[0]}",
                $"AuthInfo=socket={_folder.Of("munge/socket")},cred_expire=5",
                $"SlurmUser={Environment.UserName}",
                $"SlurmdUser={Environment.UserName}",
                $"StateSaveLocation={_folder.Of("state")}",
                $"SlurmdSpoolDir={_folder.Of("spool")}/%n",
                $"SlurmctldPidFile={_folder.Of("slurmctld.pid")}",
                $"SlurmdPidFile={_folder.Path}/%n.pid",
                $"SlurmctldLogFile={_folder.Of("slurmctld.log")}",
                $"SlurmdLogFile={_folder.Path}/%n.log",
                "ProctrackType=proctrack/linuxproc",
                "TaskPlugin=task/none",
                "MpiDefault=none",
                "SelectType=select/cons_tres",
                "SelectTypeParameters=CR_CPU",
                "SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0",
                "SlurmdTimeout=5",
                "KillWait=5",
                "ReturnToService=2",
                "AccountingStorageType=accounting_storage/none",
                "JobAcctGatherType=jobacct_gather/none",
                .. Nodes.Select((node, index) => $"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[index + 1]} CPUs=2"),
                "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
            ]);
    }

    // In a shell that kills the daemon when its own input ends, as it does with these tests, however they end.
    private void Start(string name, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", "\"$@\" > /dev/null 2>&1 & cat > /dev/null; kill -KILL $!; wait", "sh", program, .. arguments]) { RedirectStandardInput = true };
        start.Environment["SLURM_CONF"] = Configuration;
        _daemons[name] = Process.Start(start)!;
    }

    // Jobs outlive their node's daemon; they are known by the environment that Slurm gave them.
    private void KillJobs(Func<string[], bool> isMeant)
    {
        foreach (string folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                string[] environment = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0');
                if (environment.Contains($"SLURM_CONF={Configuration}") && environment.Any(each => each.StartsWith("SLURM_JOB_ID=", StringComparison.Ordinal)) && isMeant(environment))
                {
                    KillWithStep(folder);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Gone by now, or another user's.
            }
        }
    }

    private static void KillWithStep(string folder)
    {
        string parent = File.ReadLines(Path.Combine(folder, "status")).First(line => line.StartsWith("PPid:", StringComparison.Ordinal)).Split('\t')[1];
        bool isStep = File.ReadAllText($"/proc/{parent}/comm").StartsWith("slurmstepd", StringComparison.Ordinal);
        Process.Start("kill", ["-KILL", .. isStep ? [parent] : Array.Empty<string>(), Path.GetFileName(folder)]).WaitForExit();
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Stop());
        return ports;
    }
}
