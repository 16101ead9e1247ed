package dev.troupe.jobs;

import dev.troupe.inference.Compute;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The device that Spark gave the running task. */
public final class TaskDevice {
  private static final String GPU = "gpu";

  private TaskDevice() {}

  /**
   * The same networks on the task's own GPU, where a GPU is wanted and Spark assigned one.
   *
   * @param compute a job's settings
   * @return those of the calling task
   */
  public static Compute here(Compute compute) {
    return TaskContext.get() == null ? compute : here(compute, TaskContext.get().resourcesJMap());
  }

  static Compute here(Compute compute, Map<String, ResourceInformation> resources) {
    ResourceInformation gpus = resources.get(GPU);
    return !compute.device().equals(GPU) || gpus == null || gpus.addresses().length == 0
        ? compute
        : compute.on(GPU + gpus.addresses()[0]);
  }
}
