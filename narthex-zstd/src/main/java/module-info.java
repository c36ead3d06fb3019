/** The content coding zstd for the scrape endpoint. */
module dev.narthex.zstd {
  requires static org.jspecify; // annotations only, absent at run time
  requires transitive dev.narthex;
  requires com.github.luben.zstd_jni;

  exports dev.narthex.zstd;
}
