import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * Stands in for mongod where none can be had. It takes mongod's --port, --dbpath and --bind_ip and
 * passes over its other flags; given in pairs, --port and --dbpath open several databases in one JVM.
 */
public final class Mongod {
    /** A kill -9 loses what was not yet on disk: 20 ms of it, rather than H2's default of a second. */
    private static final int AUTO_COMMIT_DELAY_MILLIS = 20;

    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(Mongod::end);
        List<Integer> ports = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        String host = "127.0.0.1";
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--version" -> {
                    System.out.println("db version v5.0.0");
                    return;
                }
                case "--port" -> ports.add(Integer.parseInt(args[++i]));
                case "--dbpath" -> paths.add(Path.of(args[++i]));
                case "--bind_ip" -> host = args[++i].split(",")[0];
                default -> { }
            }
        }
        if (ports.isEmpty() || ports.size() != paths.size()) {
            System.err.println("usage: mongod (--port N --dbpath DIR)... [--bind_ip ADDRESS]");
            System.exit(2);
        }
        for (int i = 0; i < ports.size(); i++) {
            open(host, ports.get(i), paths.get(i));
        }
        System.out.println("Waiting for connections");
    }

    /**
     * Without its disk the store closes for good, and every answer would be an error that no client knows. So the process
     * ends, as mongod's does; what starts it again finds all that was on disk.
     */
    private static void end(Thread thread, Throwable error) {
        error.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    private static void open(String host, int port, Path directory) throws Exception {
        Files.createDirectories(directory);
        MVStore store = new MVStore.Builder()
                .fileName(directory.resolve("data.mv").toString())
                .backgroundExceptionHandler(Mongod::end)
                .open();
        store.setAutoCommitDelay(AUTO_COMMIT_DELAY_MILLIS);
        MongoServer server = new MongoServer(new Backend(store));
        server.bind(host, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdownNow();
            store.close();
        }));
    }

    /** An index is added while nothing else runs: the library lets others read the list of indexes meanwhile, who then fail. */
    private static final class Backend extends H2Backend {
        private final ReadWriteLock indexes = new ReentrantReadWriteLock();

        Backend(MVStore store) {
            super(store);
        }

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            Lock lock = command.equalsIgnoreCase("createIndexes") ? indexes.writeLock() : indexes.readLock();
            lock.lock();
            try {
                return super.handleCommand(channel, database, command, query);
            } finally {
                lock.unlock();
            }
        }
    }
}
