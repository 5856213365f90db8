/**
 * The whole flow. {@link io.github.registryorg.StaticRegistry} is the table of contents: one short method an operation,
 * a request in, a result out. Knows every stage and nothing of Maven.
 *
 * <p>The description of each package has what it owns and refuses; {@code ArchitectureTest} has the table of which
 * may import which, and fails for an edge that is missing from it or not used. The kernel ({@code problem}, {@code
 * file}, {@code work}, {@code net}, {@code oci}) is open to all. Every package is {@code @NullMarked}: what may be null
 * is {@code @Nullable}, and {@code mvn -Pnullness clean compile} checks it. Where changes go:
 *
 * <ul>
 *   <li>a new host: a class beside the others in {@code host}, its line in {@code Host.all} and its templates in the
 *       resources of {@code host}; what it can do is data. One that a bucket serves is also a row of {@code
 *       Deployment.HOSTS}, and a file at the root of its site one of {@code ReservedNames}
 *   <li>a limit of hosts: {@code host}, a constant of {@code Limit}, and {@code SiteLimits} in {@code site}, which measures
 *       what it limits
 *   <li>a client, or what a client needs: {@code client}, {@code Client} and {@code Requirement}
 *   <li>a front matter key: the JSON Schema of its kind, and the record in {@code metadata} that reads and writes it; what
 *       it repeats of the image is compared in {@code check}, {@code TagClaimsCheck}
 *   <li>another forge: {@code contribute}, a subclass of {@code Forge}, a constant of {@code ForgeKind} and how {@code
 *       ForgeSearch} detects it
 *   <li>one more kind of source: {@code source}, an {@code ImageSource} and its name in {@code SourceGrammar}; a file
 *       format is also a constant of {@code SourceKind}, and what reads it is in {@code source.file}
 *   <li>a new finding: {@code check}, and its code in {@code problem}. What also keeps metadata from becoming a site is a
 *       {@code Check} in {@code Inspection.structure}; what only {@code validate} reports, in {@code Validation}; what is
 *       wrong with a change, in {@code ContributionValidation}
 *   <li>a rule of registries: {@code metadata}, a constant in {@code Rule} and its key in the schema of {@code
 *       registry.yaml}; what breaks it, in one of the {@code …Rules} of {@code check}; a line in {@code rules.md}
 *   <li>another storage service: {@code store}, a row of {@code BucketProvider} if its protocol is that of S3; otherwise an
 *       address in {@code StoreAddress}, its case in {@code BlobStores} and a {@code BlobStore} that passes {@code
 *       BlobStoreContract}, and {@code WritableBlobStoreContract} if {@code publish} writes to it
 *   <li>another form of credential to search for: {@code secret}, a row of {@code SecretFormat}
 *   <li>an endpoint of an API: {@code tree}, {@code Endpoint}; then {@code serve} and the templates of the hosts, which
 *       {@code ApiContract} compares
 *   <li>a header of responses: {@code serve}, {@code SiteHandler}, and the templates of the hosts
 *   <li>a page, or what one shows: the view in {@code page} and its template; {@code RegistryFiles} or {@code
 *       RepositoryPages} in {@code site} fills it in
 *   <li>a question that {@code probe} asks: {@code probe}, a {@code Fault} and the class of its area
 *   <li>a goal: request, result and operation in the package of its stage, a method of {@code StaticRegistry}, a class in
 *       {@code mojo}
 * </ul>
 */
@NullMarked
package io.github.registryorg;

import org.jspecify.annotations.NullMarked;
