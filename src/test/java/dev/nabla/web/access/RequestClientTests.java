package dev.nabla.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.service.access.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestClientTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @ParameterizedTest
    @CsvSource({
            "192.0.2.7, address:192.0.2.7",
            "::ffff:192.0.2.7, address:192.0.2.7",
            "2001:db8:1:2:3:4:5:6, address:2001:0db8:0001:0002::/64",
            "[2001:db8:1:2:ffff::1], address:2001:0db8:0001:0002::/64",
            "0:0:0:0:0:0:0:1, address:0000:0000:0000:0000::/64"})
    void ofWhenNobodyIsAuthenticatedShouldBeTheNetworkOfTheAddress(String address, String client) {
        request.setRemoteAddr(address);
        assertThat(RequestClient.of(request)).hasToString(client);
    }

    @ParameterizedTest
    @CsvSource({"_hidden", "localhost", "1.2.3.4.5", "'a\r\nb'"})
    void ofWhenForwardedAddressIsNoneShouldBeUnknown(String address) {
        request.setRemoteAddr(address);
        assertThat(RequestClient.of(request)).hasToString("address:unknown");
    }

    @Test
    void ofWhenClientIsAuthenticatedShouldBeThatClient() {
        request.setRemoteAddr("192.0.2.7");
        assertThat(RequestClient.of(request).name()).isEqualTo("192.0.2.7");
        RequestClient.attach(new Client(Client.Kind.API_KEY, "trainer"), request);
        assertThat(RequestClient.of(request)).hasToString("api_key:trainer");
    }

    /** Who chooses a subject or has an address shall not share the limits of a key. */
    @Test
    void clientsWhenOnlyTheirNamesAreEqualShouldDiffer() {
        assertThat(new Client(Client.Kind.API_KEY, "192.0.2.7")).isNotEqualTo(Client.ofAddress("192.0.2.7"));
    }
}
