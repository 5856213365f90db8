package io.github.registryorg.testkit;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.ListedTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Repositories as a large organization has them: the same for the same number, with words that people use. */
public final class ListedRepositories {

    private static final String DIGEST = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final String[] TEAMS = words("""
            platform data payments search identity billing checkout catalog shipping inventory mobile web edge network
            storage observability security compliance research genomics imaging robotics media streaming ads growth
            messaging mail calendar docs maps weather finance risk fraud support crm hr legal infra build release qa""");

    private static final String[] THINGS = words("""
            nginx apache redis postgres mysql mariadb mongo kafka rabbitmq zookeeper etcd consul vault grafana prometheus
            alertmanager loki tempo jaeger elasticsearch opensearch kibana logstash fluentd fluentbit vector haproxy envoy
            traefik caddy varnish memcached minio ceph gluster rook harbor gitea jenkins drone argo flux tekton spark
            flink airflow dagster superset trino presto hive hadoop cassandra scylla clickhouse duckdb sqlite influxdb
            timescale keycloak dex oauth2 ldap openvpn wireguard bind unbound coredns dhcp ntp samba nfs rsync borg
            restic python node ruby php perl golang rust java kotlin scala clojure erlang elixir haskell ocaml julia
            octave tensorflow pytorch jax numpy pandas jupyter rstudio blast bwa samtools bcftools gatk star salmon
            kallisto hisat bowtie minimap flye canu spades prokka roary busco alphafold gromacs lammps namd openmm amber
            quantum espresso vasp siesta openfoam paraview visit blender ffmpeg imagemagick gimp inkscape latex pandoc""");

    private static final String[] ROLES = words("""
            server client worker api gateway proxy controller operator exporter sidecar agent collector scheduler runner
            builder cache queue broker router resolver indexer crawler parser renderer encoder decoder converter importer
            exporter migrator backup restore monitor dashboard console cli tools base slim debug test dev init""");

    private static final String[] VERBS = words("""
            serves collects stores indexes routes compresses encrypts monitors schedules converts renders validates
            synchronizes replicates balances authenticates queries streams archives compiles packages deploys tests""");

    private static final String[] NOUNS = words("""
            requests events metrics logs traces messages records files images videos documents tables reads genomes
            proteins molecules meshes models experiments notebooks jobs pipelines certificates secrets tokens users
            sessions orders invoices payments shipments catalogs prices routes tiles forecasts clusters nodes volumes""");

    private static final String[] ENDS = words("""
            quickly reliably securely nightly continuously anywhere incrementally transparently automatically safely""");

    private ListedRepositories() {}

    private static String[] words(String text) {
        return text.strip().split("\\s+");
    }

    private static String one(String[] of, Random random) {
        // as in real texts, few words are common and most are rare
        return of[(int) (of.length * Math.pow(random.nextDouble(), 1.7))];
    }

    /** @param number how many, all with different names */
    public static List<ListedRepository> of(int number) {
        Random random = new Random(20_261_130);
        Map<String, ListedRepository> all = new LinkedHashMap<>();
        while (all.size() < number) {
            String name = one(TEAMS, random) + "/" + one(THINGS, random) + "-" + one(ROLES, random)
                    + (number < 5_000 ? "" : "-" + one(NOUNS, random))
                    + (random.nextInt(3) == 0 ? "/" + one(ROLES, random) + random.nextInt(40) : "");
            all.putIfAbsent(name, repository(name, random));
        }
        return new ArrayList<>(all.values());
    }

    private static ListedRepository repository(String name, Random random) {
        String description = random.nextInt(20) == 0
                ? null
                : "The " + name.substring(name.lastIndexOf('/') + 1).replace('-', ' ') + " image of the "
                        + one(TEAMS, random) + " team: " + one(VERBS, random) + " " + one(NOUNS, random) + " and "
                        + one(NOUNS, random) + " for " + one(THINGS, random) + ", and " + one(VERBS, random)
                        + " them " + one(ENDS, random) + ".";
        int major = random.nextInt(9);
        int minor = random.nextInt(20);
        List<String> tags = new ArrayList<>(List.of("latest"));
        for (int i = 0; i < 9; i++) {
            tags.add(major + "." + Math.max(0, minor - i / 3) + "." + (9 - i) + (i % 4 == 3 ? "-alpine" : ""));
        }
        return repository(
                name, description, tags, published(random), random.nextInt(40) == 0 ? "Not maintained" : null);
    }

    private static String published(Random random) {
        return String.format(
                java.util.Locale.ROOT,
                "20%02d-%02d-%02dT%02d:%02d:%02dZ",
                20 + random.nextInt(7),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60));
    }

    /** @param tags the newest first; may be empty */
    public static ListedRepository repository(
            String name, String description, List<String> tags, String published, String deprecated) {
        List<ListedTag> recent = tags.stream()
                .limit(ListedRepository.MAX_RECENT)
                .map(tag -> new ListedTag(
                        tag, DIGEST, List.of("linux/amd64", "linux/arm64"), 28_311_552L, false, published, null))
                .toList();
        return new ListedRepository(
                RepositoryName.parse(name),
                null,
                description,
                tags.isEmpty() ? null : Content.Kind.MULTI_PLATFORM_IMAGE,
                recent.isEmpty() ? null : recent.get(0),
                published == null ? List.of() : recent,
                tags.size(),
                false,
                deprecated,
                null,
                tags);
    }
}
