package dev.narthex.pools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.Registry;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** That no pool's library is needed by those who do not have that pool. */
class OptionalLibrariesTest {

  @Test
  void noneIsNeededUntilItsPoolIsAdded() throws Exception {
    URL[] withoutPools = {
      JdbcPoolMetrics.class.getProtectionDomain().getCodeSource().getLocation(),
      Collector.class.getProtectionDomain().getCodeSource().getLocation()
    };
    try (URLClassLoader loader =
        new URLClassLoader(withoutPools, ClassLoader.getPlatformClassLoader())) {
      Object executors =
          loader.loadClass(ExecutorMetrics.class.getName()).getMethod("create").invoke(null);
      executors
          .getClass()
          .getMethod("add", String.class, Executor.class)
          .invoke(executors, "common", ForkJoinPool.commonPool());
      Object pools =
          loader.loadClass(JdbcPoolMetrics.class.getName()).getMethod("create").invoke(null);
      Class<?> registryType = loader.loadClass(Registry.class.getName());
      Object registry = registryType.getConstructor().newInstance();
      for (Object collector : new Object[] {executors, pools}) {
        registryType
            .getMethod("register", loader.loadClass(Collector.class.getName()))
            .invoke(registry, collector);
      }

      assertThat(registryType.getMethod("snapshot").invoke(registry).toString())
          .contains("executor_parallelism_threads");
      assertThat(pools.getClass().getMethod("add", String.class, DataSource.class))
          .isNotNull();
    }
  }
}
