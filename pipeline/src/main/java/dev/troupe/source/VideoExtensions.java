package dev.troupe.source;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.classic.Dataset;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Lets SQL name clips by their path: {@code SELECT * FROM video.`clips/`}, which Spark itself
 * allows for its own file formats alone. Spark finds this class by its service file when a session
 * begins.
 */
public final class VideoExtensions implements SparkSessionExtensionsProvider {

  /** Called by Spark. */
  public VideoExtensions() {}

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectHintResolutionRule(
        Paths::new); // rules for hints come before tables are sought
    return BoxedUnit.UNIT;
  }

  /** Replaces paths by what the data source reads there. */
  private static final class Paths extends Rule<LogicalPlan> {
    private final SparkSession spark;

    Paths(SparkSession spark) {
      this.spark = spark;
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      return plan.resolveOperatorsUp(new Replacement(spark));
    }
  }

  private static final class Replacement extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    private static final long serialVersionUID = 1L;

    private final transient SparkSession spark;

    Replacement(SparkSession spark) {
      this.spark = spark;
    }

    /** A name without a dot or a slash may be a table's, in a database that is called video. */
    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      if (!(plan instanceof UnresolvedRelation relation)) {
        return false;
      }
      Seq<String> name = relation.multipartIdentifier();
      return name.size() == 2
          && name.apply(0).equalsIgnoreCase(VideoDataSource.NAME)
          && !name.apply(1).matches("\\w+");
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      String path = ((UnresolvedRelation) plan).multipartIdentifier().apply(1);
      return ((Dataset<?>) spark.read().format(VideoDataSource.NAME).load(path)).logicalPlan();
    }
  }
}
