import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.io.IOUtils;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;

/**
 * One OpenSearch node from plain jars, its plugins taken from the class path: TestNode HOME NAME.
 *
 * <p>It reads HOME/config/opensearch.yml and runs until its standard input ends, so that no node
 * outlives the process that started it. There is no security plugin among the jars: a node must
 * listen on the loopback address only.
 */
public final class TestNode extends Node {
  /** The two plugins, by the names they have in 2.x and in later versions. */
  private static final List<List<String>> PLUGINS =
      List.of(
          List.of(
              "org.opensearch.transport.Netty4Plugin",
              "org.opensearch.transport.Netty4ModulePlugin"),
          List.of(
              "org.opensearch.analysis.common.CommonAnalysisPlugin",
              "org.opensearch.analysis.common.CommonAnalysisModulePlugin"));

  @SuppressWarnings({"unchecked", "rawtypes"})
  private TestNode(Environment environment, Collection plugins) {
    super(environment, plugins, true);
  }

  @Override
  protected void configureNodeAndClusterIdStateListener(ClusterService service) {}

  private static Class<? extends Plugin> named(List<String> names) {
    for (String name : names) {
      try {
        return Class.forName(name).asSubclass(Plugin.class);
      } catch (ClassNotFoundException next) {
        // this version has it by another name
      }
    }
    throw new IllegalStateException("none of these plugins is on the class path: " + names);
  }

  /** Says whether this version of OpenSearch (3.1 and later) takes descriptions, not classes. */
  private static boolean takesDescriptions() {
    return Arrays.stream(Node.class.getDeclaredConstructors())
        .filter(one -> one.getParameterCount() == 3)
        .map(Constructor::getGenericParameterTypes)
        .anyMatch(types -> types[1].getTypeName().contains("PluginInfo"));
  }

  private static PluginInfo described(Class<? extends Plugin> plugin) {
    String java = String.valueOf(Runtime.version().feature());
    return new PluginInfo(
        plugin.getName(), "", "NA", Version.CURRENT, java, plugin.getName(), List.of(), false);
  }

  public static void main(String[] arguments) throws Exception {
    LogConfigurator.registerErrorListener();
    Path home = Path.of(arguments[0]);
    Settings settings = Settings.builder().put("path.home", home.toString()).build();
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> arguments[1]);
    LogConfigurator.configureWithoutConfig(environment.settings());
    List<Class<? extends Plugin>> plugins = PLUGINS.stream().<Class<? extends Plugin>>map(TestNode::named).toList();
    Node node =
        new TestNode(
            environment,
            takesDescriptions() ? plugins.stream().map(TestNode::described).toList() : plugins);
    node.start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> IOUtils.closeWhileHandlingException(node)));
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
