import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A stand-in for mongod, for machines without it. It reads mongod's --port, --dbpath and --bind_ip, and ignores its other
 * flags. Several pairs of --port and --dbpath open several databases in one JVM.
 */
public final class Mongod {
    /** A kill -9 loses the writes of this time, because they are not yet on disk. H2's default is a second. */
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
     * If a write to the disk fails, H2 closes the store for good. Every answer would then be an error that clients do not
     * recognise. So the process ends, as mongod does. After a restart it has everything that was on disk.
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

    /** Adds an index only while no other command runs. The library does not lock its list of indexes, so others would fail. */
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

        @Override
        protected MongoDatabase openOrCreateDatabase(String name) {
            MVStore store = getMvStore();
            return new H2Database(name, store, getCursorRegistry()) {
                @Override
                protected Index<Object> openOrCreateUniqueIndex(
                        String collection, String index, List<IndexKey> keys, boolean sparse) {
                    // H2Database uses this name to drop the index.
                    MVMap<KeyValue, Object> map = store.openMap(
                            getFullCollectionNamespace(collection) + "._index_" + index);
                    return new UniqueIndex(map, index, keys, sparse);
                }
            };
        }
    }

    /**
     * Also handles a query that has more fields than the index, such as an id and a version, or that uses `$eq`. With the
     * library's own index, such a query reads the whole collection. The documents that are found are still compared with
     * the whole query.
     */
    private static final class UniqueIndex extends AbstractUniqueIndex<Object> {
        private final MVMap<KeyValue, Object> map;

        UniqueIndex(MVMap<KeyValue, Object> map, String name, List<IndexKey> keys, boolean sparse) {
            super(name, keys, sparse);
            this.map = map;
        }

        @Override
        public synchronized boolean canHandle(Document query) {
            return super.canHandle(query) || super.canHandle(named(query));
        }

        @Override
        public synchronized Iterable<Object> getPositions(Document query) {
            return super.getPositions(super.canHandle(query) ? query : named(query));
        }

        /** The index's keys with their values in the query. Empty unless each of them has exactly one value. */
        private Document named(Document query) {
            Document named = new Document();
            for (String key : keys()) {
                Object value = query.get(key);
                if (value instanceof Document && ((Document) value).keySet().equals(Set.of("$eq"))) {
                    value = ((Document) value).get("$eq");
                }
                if (value == null || value instanceof Collection || value instanceof Document) {
                    return new Document();
                }
                named.append(key, value);
            }
            return named;
        }

        @Override
        protected Object getPosition(KeyValue key) {
            return map.get(key);
        }

        @Override
        protected boolean putKeyPosition(KeyValue key, Object position) {
            return map.putIfAbsent(key, Missing.ofNullable(position)) == null;
        }

        @Override
        protected Object removeDocument(KeyValue key) {
            return map.remove(key);
        }

        @Override
        protected Iterable<Entry<KeyValue, Object>> getIterable() {
            return map.entrySet();
        }

        @Override
        public long getCount() {
            return map.sizeAsLong();
        }

        @Override
        public boolean isEmpty() {
            return map.isEmpty();
        }

        @Override
        public long getDataSize() {
            return getCount();
        }
    }
}
