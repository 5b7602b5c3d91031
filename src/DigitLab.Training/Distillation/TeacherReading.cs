namespace DigitLab.Training;

/// <summary>What teachers read of a digit that their student learns from.</summary>
public enum TeacherReading
{
    /// <summary>The digit as it is, once, before the training: cheap, and what augmentation makes of it is to be read in the same way.</summary>
    Original,

    /// <summary>
    /// What the student sees, each time anew: the teachers run beside it. It learns their function and not their answers to some questions, as long as it has
    /// the patience. Source: Beyer et al. 2022, "Knowledge distillation: a good teacher is patient and consistent", arXiv:2106.05237.
    /// </summary>
    Augmented,
}
