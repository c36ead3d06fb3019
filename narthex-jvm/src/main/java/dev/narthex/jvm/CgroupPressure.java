package dev.narthex.jvm;

/** What tasks waited for, and how many of them; see the kernel's documentation of PSI. */
enum CgroupPressure {
  CPU_SOME("cpu", "some"),
  CPU_FULL("cpu", "full"),
  MEMORY_SOME("memory", "some"),
  MEMORY_FULL("memory", "full"),
  IO_SOME("io", "some"),
  IO_FULL("io", "full");

  final String resource;
  final String stalled;

  CgroupPressure(String resource, String stalled) {
    this.resource = resource;
    this.stalled = stalled;
  }

  /** The file that has both kinds of one resource. */
  String file() {
    return resource + ".pressure";
  }
}
