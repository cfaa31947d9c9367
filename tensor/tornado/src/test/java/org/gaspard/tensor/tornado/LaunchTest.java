package org.gaspard.tensor.tornado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LaunchTest {

    @Test
    void otherJdksAreRefused() {
        assertThatThrownBy(() -> Launch.checkJdk(26))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JDK 25")
                .hasMessageContaining("JDK 26");
    }

    @Test
    void startsWithoutTheOptionsAreRefused() {
        assertThatThrownBy(() -> Launch.checkRuntime(""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TORNADOVM_HOME");
    }

    @Test
    void fallingBackToPlainJavaIsRefused() {
        assertThatThrownBy(() -> Launch.checkBailOut("True"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-Dtornado.recover.bailout=False");
        assertThatCode(() -> Launch.checkBailOut("False")).doesNotThrowAnyException();
    }

    @Test
    void theProbeAgreesOnADeviceThatIsListed() {
        assertThat(SelfTest.devices()).isNotEmpty();
        assertThatCode(SelfTest::probe).doesNotThrowAnyException();
    }
}
