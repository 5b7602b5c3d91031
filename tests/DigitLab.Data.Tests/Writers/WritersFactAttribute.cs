namespace DigitLab.Data.Tests.Writers;

/// <summary>A test that reads who wrote the real MNIST's digits.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WritersFactAttribute : FactAttribute
{
    public WritersFactAttribute()
    {
        if (MnistFactAttribute.Folder.Length == 0 || !IsThere())
        {
            Skip = "Needs MNIST and QMNIST's writers: set DIGITLAB_DATA to MNIST's folder, and DIGITLAB_QMNIST to one with QMNIST's two label files.";
        }
    }

    private static bool IsThere()
    {
        try
        {
            return WriterFiles.Find(WriterFiles.Training, MnistFactAttribute.Folder).Length > 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
