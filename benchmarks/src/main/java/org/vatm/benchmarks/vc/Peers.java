package org.vatm.benchmarks.vc;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jctools.maps.NonBlockingHashMapLong;

/** One store for each map. */
final class Peers
{
    private Peers()
    {
    }

    /** Maps of java.util. */
    static final class Standard extends MapStore
    {
        private final Map<Integer, VcObject> map;
        private final boolean shared;

        private Standard(final Map<Integer, VcObject> map, final boolean shared)
        {
            this.map = map;
            this.shared = shared;
        }

        static Standard hash(final int capacity)
        {
            return new Standard(new HashMap<>(capacity * 2), false);
        }

        static Standard concurrent(final int capacity)
        {
            return new Standard(new ConcurrentHashMap<>(capacity), true);
        }

        @Override
        void put(final int key, final VcObject vc)
        {
            map.put(key, vc);
        }

        @Override
        VcObject get(final int key)
        {
            return map.get(key);
        }

        @Override
        VcObject remove(final int key)
        {
            return map.remove(key);
        }

        @Override
        public boolean isShared()
        {
            return shared;
        }

        @Override
        public int size()
        {
            return map.size();
        }
    }

    /** JCTools. */
    static final class JcTools extends MapStore
    {
        private final NonBlockingHashMapLong<VcObject> map;

        JcTools(final int capacity)
        {
            map = new NonBlockingHashMapLong<>(capacity);
        }

        @Override
        void put(final int key, final VcObject vc)
        {
            map.put(key, vc);
        }

        @Override
        VcObject get(final int key)
        {
            return map.get((long)key);
        }

        @Override
        VcObject remove(final int key)
        {
            return map.remove((long)key);
        }

        @Override
        public boolean isShared()
        {
            return true;
        }

        @Override
        public int size()
        {
            return map.size();
        }
    }

    /** Agrona. */
    static final class Agrona extends MapStore
    {
        private final org.agrona.collections.Int2ObjectHashMap<VcObject> map;

        Agrona(final int capacity)
        {
            map = new org.agrona.collections.Int2ObjectHashMap<>(capacity * 2, 0.55f);
        }

        @Override
        void put(final int key, final VcObject vc)
        {
            map.put(key, vc);
        }

        @Override
        VcObject get(final int key)
        {
            return map.get(key);
        }

        @Override
        VcObject remove(final int key)
        {
            return map.remove(key);
        }

        @Override
        public int size()
        {
            return map.size();
        }
    }

    /** Netty. */
    static final class Netty extends MapStore
    {
        private final io.netty.util.collection.IntObjectHashMap<VcObject> map;

        Netty(final int capacity)
        {
            map = new io.netty.util.collection.IntObjectHashMap<>(capacity * 2, 0.5f);
        }

        @Override
        void put(final int key, final VcObject vc)
        {
            map.put(key, vc);
        }

        @Override
        VcObject get(final int key)
        {
            return map.get(key);
        }

        @Override
        VcObject remove(final int key)
        {
            return map.remove(key);
        }

        @Override
        public int size()
        {
            return map.size();
        }
    }

    /** fastutil. */
    static final class Fastutil extends MapStore
    {
        private final it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap<VcObject> map;

        Fastutil(final int capacity)
        {
            map = new it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap<>(capacity);
        }

        @Override
        void put(final int key, final VcObject vc)
        {
            map.put(key, vc);
        }

        @Override
        VcObject get(final int key)
        {
            return map.get(key);
        }

        @Override
        VcObject remove(final int key)
        {
            return map.remove(key);
        }

        @Override
        public int size()
        {
            return map.size();
        }
    }

    /** Eclipse Collections. */
    static final class Eclipse extends MapStore
    {
        private final org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap<VcObject> map;

        Eclipse(final int capacity)
        {
            map = new org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap<>(capacity);
        }

        @Override
        void put(final int key, final VcObject vc)
        {
            map.put(key, vc);
        }

        @Override
        VcObject get(final int key)
        {
            return map.get(key);
        }

        @Override
        VcObject remove(final int key)
        {
            return map.remove(key);
        }

        @Override
        public int size()
        {
            return map.size();
        }
    }

    /** HPPC. */
    static final class Hppc extends MapStore
    {
        private final com.carrotsearch.hppc.IntObjectHashMap<VcObject> map;

        Hppc(final int capacity)
        {
            map = new com.carrotsearch.hppc.IntObjectHashMap<>(capacity);
        }

        @Override
        void put(final int key, final VcObject vc)
        {
            map.put(key, vc);
        }

        @Override
        VcObject get(final int key)
        {
            return map.get(key);
        }

        @Override
        VcObject remove(final int key)
        {
            return map.remove(key);
        }

        @Override
        public int size()
        {
            return map.size();
        }
    }
}
