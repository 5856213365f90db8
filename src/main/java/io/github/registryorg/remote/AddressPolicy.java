package io.github.registryorg.remote;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which IP addresses are public: what a URL from a stranger may lead to. Everything that IANA's special-purpose
 * registries (RFC 6890) keep for machines, links, sites, tests, tunnels and groups is not.
 */
final class AddressPolicy {

    private static final List<Block> NOT_PUBLIC_V4 = List.of(
            block(8, 0), // "this network", RFC 791
            block(8, 10), // private, RFC 1918
            block(10, 100, 64), // behind a carrier's NAT, RFC 6598
            block(8, 127), // this machine
            block(16, 169, 254), // this link; clouds answer questions about their machines here
            block(12, 172, 16), // private
            block(24, 192, 0, 0), // protocol assignments, RFC 6890
            block(24, 192, 0, 2), // documentation, RFC 5737
            block(24, 192, 88, 99), // 6to4 relays, RFC 7526
            block(16, 192, 168), // private
            block(15, 198, 18), // benchmarks, RFC 2544
            block(24, 198, 51, 100), // documentation
            block(24, 203, 0, 113), // documentation
            block(32, 168, 63, 129, 16), // looks public, but is Azure's own machine beside each of its guests
            block(4, 224), // groups, RFC 5771
            block(4, 240)); // reserved, RFC 1112, and the broadcast address

    /** The only block that IANA gives out; what is outside is loopback, link, site, group, mapped or translated. */
    private static final Block GLOBAL_V6 = block(3, 0x20);

    private static final List<Block> NOT_PUBLIC_V6 = List.of(
            block(23, 0x20, 0x01, 0x00), // protocol assignments, RFC 2928, with Teredo, which hides an IPv4 address
            block(32, 0x20, 0x01, 0x0d, 0xb8), // documentation, RFC 3849
            block(16, 0x20, 0x02), // 6to4, RFC 3056, which hides an IPv4 address
            block(20, 0x3f, 0xff, 0x00)); // documentation, RFC 9637

    private AddressPolicy() {}

    /** Whether a stranger's URL may lead to this address. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_V4.stream().noneMatch(block -> block.holds(bytes));
        }
        return GLOBAL_V6.holds(bytes) && NOT_PUBLIC_V6.stream().noneMatch(block -> block.holds(bytes));
    }

    private static Block block(int bits, int... prefix) {
        byte[] bytes = new byte[(bits + 7) / 8];
        for (int i = 0; i < prefix.length; i++) {
            bytes[i] = (byte) prefix[i];
        }
        return new Block(bytes, bits);
    }

    /** All addresses that begin with the first {@code bits} bits of {@code prefix}. */
    private record Block(byte[] prefix, int bits) {

        boolean holds(byte[] address) {
            int whole = bits / 8;
            if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
                return false;
            }
            int mask = 0xff << (8 - bits % 8) & 0xff;
            return bits % 8 == 0 || (prefix[whole] & mask) == (address[whole] & mask);
        }
    }
}
