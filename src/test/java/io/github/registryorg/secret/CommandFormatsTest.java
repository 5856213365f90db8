package io.github.registryorg.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFormatsTest {

    private static final String VALUE = Secrets.token("", 18);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN curl -fsS -uci:VALUE https://a",
                "RUN mysql -u root -pVALUE app",
                "RUN useradd -m -p VALUE app",
                "RUN echo VALUE | passwd --stdin root",
                "RUN htpasswd -bc /etc/users admin VALUE",
                "RUN echo machine git.example login ci password VALUE > ~/.netrc",
                "RUN mysql -e \"CREATE USER a IDENTIFIED BY 'VALUE'\"",
                "RUN psql -c \"CREATE ROLE a WITH LOGIN PASSWORD 'VALUE'\"",
                "RUN openssl rsa -in a.pem -passin pass:VALUE",
                "RUN ssh-keygen -t ed25519 -N VALUE -f a",
                "RUN composer config -g http-basic.repo.example ci VALUE",
                "RUN composer config github-oauth.github.com VALUE",
                "RUN dotnet nuget add source https://a -u ci -p VALUE",
                "RUN vault login VALUE",
                "RUN npm config set //registry.example/:_authToken VALUE",
                "RUN aws configure set aws_secret_access_key VALUE",
                "RUN pip install -i https://VALUE@pypi.example/simple app"
            })
    void search_commandWithACredential_isReported(String command) {
        assertThat(TextSearch.search(null, command.replace("VALUE", VALUE), true))
                .singleElement()
                .satisfies(hit -> assertThat(hit.value()).isEqualTo(VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN apt-get install -y passwd=1:4.13+dfsg1-1+b1 libsecret-1-0=0.20.5-3",
                "RUN apk add libsecret=0.21.0-r0 pass=1.7.4-r0",
                "RUN pkg-config --libs libsecret-1 gtk+-3.0",
                "RUN find /var/lib/mysql -print",
                "RUN mysql -u root -p\"$PASSWORD\" app",
                "RUN mysql -e \"ALTER USER root IDENTIFIED BY '${PASSWORD}'\"",
                "RUN usermod -p '*' app && usermod --password '!' app",
                "RUN sed -i \"s/password=.*/password=\\${PASSWORD}/\" app.conf",
                "RUN ssh-keygen -t ed25519 -N '' -f a",
                "RUN curl --user-agent app:1 https://a",
                "RUN git config --global credential.helper store",
                "RUN npm config set //registry.example/:_authToken $TOKEN",
                "RUN git clone https://1f0c1b3e5a7d9f0c1b3e5a7d9f0c1b3e@git.example/a"
            })
    void search_commandWithoutACredential_isNotReported(String command) {
        assertThat(TextSearch.search(null, command, true)).isEmpty();
    }
}
