package dev.troupe.jobs;

import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/** Whether anybody is at the master's address: Spark itself asks for minutes before it gives up. */
final class MasterCheck {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int RESOURCE_MANAGER_PORT = 8032;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final String SPARK = "spark://";
  private static final String KUBERNETES = "k8s://";

  private MasterCheck() {}

  /**
   * Looks once at each address.
   *
   * @param conf names the master
   * @throws RequestException if this Spark knows no such cluster
   * @throws UncheckedIOException if nobody answers at any of the addresses
   */
  static void check(SparkConf conf) {
    String master = conf.get("spark.master");
    if (master.equals("yarn")) {
      require(master, "YARN", "org.apache.spark.scheduler.cluster.YarnClusterManager");
    } else if (master.startsWith(KUBERNETES)) {
      require(
          master, "Kubernetes", "org.apache.spark.scheduler.cluster.k8s.KubernetesClusterManager");
    }
    if (master.startsWith(KUBERNETES) && System.getenv("HTTPS_PROXY") != null) {
      return; // then somebody else connects
    }
    List<InetSocketAddress> addresses = addresses(master);
    List<String> reasons = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      Optional<String> reason = unreachable(address);
      if (reason.isEmpty()) {
        return;
      }
      reasons.add("%s:%d: %s".formatted(address.getHostString(), address.getPort(), reason.get()));
    }
    if (!reasons.isEmpty()) {
      throw new UncheckedIOException(
          new IOException(
              "Cannot reach the master %s: expected somebody who listens there, found %s"
                  .formatted(master, String.join("; ", reasons))));
    }
  }

  /** Where a master listens; empty where that is not known, or where there is none. */
  static List<InetSocketAddress> addresses(String master) {
    if (master.startsWith(SPARK)) {
      return Stream.of(master.substring(SPARK.length()).split(",", -1))
          .map(place -> address(URI.create(SPARK + place), HTTP))
          .toList();
    }
    if (master.startsWith(KUBERNETES)) {
      String place = master.substring(KUBERNETES.length());
      URI server = URI.create(place.contains("://") ? place : "https://" + place);
      return List.of(address(server, "http".equals(server.getScheme()) ? HTTP : HTTPS));
    }
    return master.equals("yarn") ? resourceManagers() : List.of();
  }

  private static InetSocketAddress address(URI place, int otherwise) {
    if (place.getHost() == null) {
      throw new RequestException(
          List.of(
              "Option --master must name a host and a port, found \"%s\"."
                  .formatted(place.getAuthority())));
    }
    return InetSocketAddress.createUnresolved(
        place.getHost().replaceAll("[\\[\\]]", ""),
        place.getPort() < 0 ? otherwise : place.getPort());
  }

  private static List<InetSocketAddress> resourceManagers() {
    Configuration yarn = new Configuration(false);
    yarn.addResource("yarn-site.xml");
    List<InetSocketAddress> found = new ArrayList<>();
    for (String id : yarn.getTrimmedStrings("yarn.resourcemanager.ha.rm-ids", "")) {
      if (!id.isEmpty()) {
        resourceManager(yarn, "." + id).ifPresent(found::add);
      }
    }
    if (found.isEmpty()) {
      resourceManager(yarn, "").ifPresent(found::add);
    }
    return found;
  }

  private static Optional<InetSocketAddress> resourceManager(Configuration yarn, String suffix) {
    String host = yarn.getTrimmed("yarn.resourcemanager.hostname" + suffix, "");
    String address = yarn.getTrimmed("yarn.resourcemanager.address" + suffix, host);
    return address.isEmpty()
        ? Optional.empty()
        : Optional.of(address(URI.create("yarn://" + address), RESOURCE_MANAGER_PORT));
  }

  private static Optional<String> unreachable(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), PATIENCE_MILLIS);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("no machine has this name");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void require(String master, String kind, String manager) {
    try {
      Class.forName(manager, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new RequestException(
          List.of(
              "Cannot use --master %s: the Spark that runs here has no part for %s; expected a distribution of Spark that has it, see deploy/submit.sh"
                  .formatted(master, kind)));
    }
  }
}
