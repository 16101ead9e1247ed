package dev.troupe.spark;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classes, methods and fields that a JAR's classes name, as their constant pools have them. */
final class Links {
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;

  private final Path jar;
  private final Set<Link> links = new TreeSet<>();

  private Links(Path jar) {
    this.jar = jar;
  }

  /** A member; its class alone where there is no name. */
  private record Link(String owner, String name, String descriptor) implements Comparable<Link> {
    @Override
    public int compareTo(Link other) {
      return toString().compareTo(other.toString());
    }
  }

  /** What the classes of a folder of the JAR name. */
  static Links of(Path jar, String folder) throws IOException {
    Links found = new Links(jar);
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().startsWith(folder) && entry.getName().endsWith(".class")) {
          try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
            found.read(in);
          }
        }
      }
    }
    return found;
  }

  /** The class path of JARs as the JVM links it: what it does not find. */
  List<String> missing(List<Path> classPath) throws IOException {
    List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL()));
    for (Path path : classPath) {
      urls.add(path.toUri().toURL());
    }
    List<String> missing = new ArrayList<>();
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      for (Link link : links) {
        if (!isThere(link, loader)) {
          missing.add(link.owner() + " " + link.name() + link.descriptor());
        }
      }
    }
    return missing;
  }

  private static boolean isThere(Link link, ClassLoader loader) {
    try {
      Class<?> owner = Class.forName(link.owner().replace('/', '.'), false, loader);
      if (link.name().isEmpty() || owner.isArray()) {
        return true;
      }
      if (!link.descriptor().startsWith("(")) {
        return hasField(owner, link.name());
      }
      return hasMethod(
          owner, link.name(), MethodType.fromMethodDescriptorString(link.descriptor(), loader));
    } catch (ClassNotFoundException | TypeNotPresentException | LinkageError e) {
      return false;
    }
  }

  private static boolean hasField(Class<?> owner, String name) {
    return ancestors(owner).stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .map(Field::getName)
        .anyMatch(name::equals);
  }

  private static boolean hasMethod(Class<?> owner, String name, MethodType type) {
    if (name.equals("<init>")) {
      return Arrays.stream(owner.getDeclaredConstructors()).anyMatch(found -> takes(found, type));
    }
    return ancestors(owner).stream()
        .flatMap(ancestor -> Arrays.stream(ancestor.getDeclaredMethods()))
        .filter(found -> found.getName().equals(name))
        .anyMatch(found -> isPolymorphic(found) || (returns(found, type) && takes(found, type)));
  }

  private static boolean returns(Method found, MethodType type) {
    return found.getReturnType() == type.returnType();
  }

  private static boolean takes(Executable found, MethodType type) {
    return Arrays.equals(found.getParameterTypes(), type.parameterArray());
  }

  /** Method handles take anything. */
  private static boolean isPolymorphic(Method found) {
    return found.getDeclaringClass().getPackageName().equals("java.lang.invoke");
  }

  private static List<Class<?>> ancestors(Class<?> type) {
    List<Class<?>> all = new ArrayList<>(List.of(type));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).getSuperclass() != null) {
        all.add(all.get(i).getSuperclass());
      }
      all.addAll(Arrays.asList(all.get(i).getInterfaces()));
    }
    if (type.isInterface()) {
      all.add(Object.class);
    }
    return all;
  }

  private void read(DataInputStream in) throws IOException {
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    Object[] pool = new Object[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> pool[i] = in.readUTF();
        case CLASS -> pool[i] = new int[] {tag, in.readUnsignedShort()};
        case FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE ->
            pool[i] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        default -> in.skipNBytes(4);
      }
    }
    for (Object entry : pool) {
      if (entry instanceof int[] link) {
        add(pool, link);
      }
    }
  }

  private void add(Object[] pool, int[] link) {
    if (link[0] == CLASS) {
      links.add(new Link((String) pool[link[1]], "", ""));
    } else if (link[0] != NAME_AND_TYPE) {
      String owner = (String) pool[((int[]) pool[link[1]])[1]];
      int[] member = (int[]) pool[link[2]];
      links.add(new Link(owner, (String) pool[member[1]], (String) pool[member[2]]));
    }
  }
}
