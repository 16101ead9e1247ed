package dev.troupe.jobs;

import dev.troupe.machine.AccountNumber;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.util.Utils;

/**
 * What this machine and this account are called: Spark does not start where the host's name has no
 * address, Hadoop not where the account's number has no name.
 */
final class OwnNames {
  /** Java's word for a user without a name. */
  private static final String NAMELESS = "?";

  private OwnNames() {}

  /**
   * Gives Spark an address of this machine instead of a host name that nobody knows, and Hadoop the
   * account's number instead of a name.
   */
  static void choose() {
    chooseAddress();
    if (NAMELESS.equals(System.getProperty("user.name"))) {
      UserGroupInformation.setLoginUser(
          UserGroupInformation.createRemoteUser(AccountNumber.own()));
    }
  }

  private static void chooseAddress() {
    if (System.getenv("SPARK_LOCAL_HOSTNAME") != null || System.getenv("SPARK_LOCAL_IP") != null) {
      return;
    }
    try {
      InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      Utils.setCustomHostname(reachable().map(InetAddress::getHostAddress).orElse("127.0.0.1"));
    }
  }

  /** An address that other machines may know. */
  private static Optional<InetAddress> reachable() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(OwnNames::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLinkLocalAddress())
          .findFirst();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }
}
